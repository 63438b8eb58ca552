'use client'
import { Button } from '@aetherflow/ui/button'
import { Section } from '@aetherflow/ui/section'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { ChoiceView } from './choice-view.tsx'

/**
 * Why each attempt went where it went: what was compared, what decided, why the others could not.
 * Give it the number of attempts as its key: with another one the reasons are read again.
 */
export function WhyPanel({ taskId }: { taskId: string }) {
  const t = useTranslations('tasks.why')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery({
    ...trpc.tasks.why.queryOptions({ taskId }),
    refetchOnMount: 'always',
  })
  const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
  const latest = data?.choices.at(-1)
  const text =
    latest === undefined || data === undefined
      ? undefined
      : t(data.ownKey ? 'textOwn' : `text.${data.preference}`)
  return (
    <Section id="why" title={t('title')} description={text}>
      {data === undefined && error === null && <SkeletonRows rows={2} label={common('loading')} />}
      {error !== null && <ApiError error={error} action={again} />}
      {data !== undefined && latest === undefined && <p className="text-ink-2">{t('none')}</p>}
      {data?.choices.toReversed().map((choice) => (
        <ChoiceView key={choice.attemptId} choice={choice} many={data.choices.length > 1} />
      ))}
    </Section>
  )
}
