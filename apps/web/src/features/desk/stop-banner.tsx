'use client'
import { Callout } from '@aetherflow/ui/callout'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useTRPC } from '../../trpc/client.tsx'
import type { Overview } from '@aetherflow/api/admin/user-schemas'

const askEveryMs = 30_000

/** What no admin may overlook: settlement has stopped, or the books do not hold. */
export function StopBanner({ initial }: { initial: Overview | undefined }) {
  const t = useTranslations('desk.stop')
  const format = useFormatter()
  const trpc = useTRPC()
  const { data } = useQuery({
    ...trpc.admin.overview.queryOptions(),
    initialData: initial,
    refetchInterval: askEveryMs,
  })
  if (data === undefined) return null
  const violated = [data.invariants.recent, data.invariants.full].flatMap((run) =>
    run === null || run.holds ? [] : run.violated,
  )
  if (!data.settlement.stopped && violated.length === 0) return null
  const { stopped, reason, since } = data.settlement
  return (
    <div className="px-4 pt-5 sm:px-8">
      <Callout tone="bad" role="alert" title={t(stopped ? 'stopped' : 'violated')}>
        {stopped && since !== null && (
          <p>
            {t('since', {
              at: format.dateTime(since, { dateStyle: 'medium', timeStyle: 'short' }),
            })}{' '}
            {reason}
          </p>
        )}
        {violated.length > 0 && <p>{t('rules', { rules: [...new Set(violated)].join(', ') })}</p>}
        <p>{t('advice')}</p>
      </Callout>
    </div>
  )
}
