'use client'
import type { DisputeView } from '@aetherflow/api/disputes/schemas'
import { StepRail } from '@aetherflow/ui/step-rail'
import { useTranslations } from 'next-intl'
import { Moment } from '../../components/moment.tsx'

/** Opened, decided, carried out, each with its moment. */
export function DisputeTimeline({ dispute }: { dispute: DisputeView }) {
  const t = useTranslations('disputes.timeline')
  const { stage, openedAt, decidedAt, executedAt } = dispute
  if (stage === 'withdrawn') return null
  const current = { under_review: 1, decided: 2, executed: 3 }[stage]
  const moments = [
    ['opened', openedAt],
    ['decided', decidedAt],
    ['executed', executedAt],
  ] as const
  return (
    <div className="grid gap-2">
      <StepRail
        label={t('label')}
        steps={[t('steps.opened'), t('steps.decided'), t('steps.executed')]}
        current={current}
        doneLabel={t('done')}
      />
      <p className="num flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-2">
        {moments.map(
          ([name, at]) =>
            at !== null && (
              <span key={name}>
                {t(name)} <Moment at={at} />
              </span>
            ),
        )}
      </p>
    </div>
  )
}
