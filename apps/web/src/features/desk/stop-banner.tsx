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
  const { stopped, reason, since } = data.settlement
  const moment = (at: Date) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
  if (!stopped && violated.length === 0 && data.snapshot === null) return null
  return (
    <div aria-live="polite" className="grid gap-3 px-4 pt-5 sm:px-8">
      {data.snapshot !== null && (
        <Callout tone="warn" role="note" title={t('snapshot')}>
          <p>
            {t('since', { at: moment(data.snapshot.since) })} {data.snapshot.holder}
          </p>
          <p>{t('snapshotAdvice')}</p>
        </Callout>
      )}
      {(stopped || violated.length > 0) && (
        <Callout tone="bad" role="alert" title={t(stopped ? 'stopped' : 'violated')}>
          {stopped && since !== null && (
            <p>
              {t('since', { at: moment(since) })} {reason}
            </p>
          )}
          {violated.length > 0 && <p>{t('rules', { rules: [...new Set(violated)].join(', ') })}</p>}
          <p>{t('advice')}</p>
        </Callout>
      )}
    </div>
  )
}
