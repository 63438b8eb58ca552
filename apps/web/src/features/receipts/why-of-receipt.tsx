'use client'
import type { Receipt } from '@aetherflow/api/tasks/receipt-schemas'
import { Section } from '@aetherflow/ui/section'
import { useTranslations } from 'next-intl'
import { ChoiceView } from './choice-view.tsx'

/** The comparison as a receipt holds it, for those who may read the receipt but do not own the task. */
export function WhyOfReceipt({ receipt: { attempts } }: { receipt: Receipt }) {
  const t = useTranslations('tasks.why')
  const choices = attempts.flatMap(({ routing, ...attempt }) =>
    routing === null
      ? []
      : {
          attemptId: attempt.id,
          number: attempt.number,
          state: attempt.state,
          decidedAt: attempt.claimedAt,
          policyVersion: routing.policyVersion,
          decidedBy: null,
          able: null,
          compared: routing.candidates.map(({ latencyMs, ...candidate }, index) => ({
            ...candidate,
            typicalMs: Math.round(latencyMs),
            slowMs: null,
            chosen: index === routing.chosen,
            skipped: null,
          })),
          reasons: routing.excluded,
        },
  )
  if (choices.length === 0) return null
  return (
    <Section id="why" title={t('title')}>
      {choices.toReversed().map((choice) => (
        <ChoiceView key={choice.attemptId} choice={choice} many={choices.length > 1} />
      ))}
    </Section>
  )
}
