'use client'
import type { DisputeView } from '@aetherflow/api/disputes/schemas'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import type { Tone } from '../../components/tone.ts'

type Shown = Pick<DisputeView, 'stage' | 'decision'>

/** Where a dispute stands, in the words of both sides. */
export function StageDot({ dispute }: { dispute: Shown }) {
  const t = useTranslations('disputes')
  return (
    <StatusDot tone={toneOf(dispute)}>
      {dispute.stage === 'executed' && dispute.decision !== null
        ? t(`outcome.${dispute.decision}`)
        : t(`stage.${dispute.stage}`)}
    </StatusDot>
  )
}

function toneOf({ stage, decision }: Shown): Tone {
  if (stage === 'withdrawn') return 'quiet'
  if (stage !== 'executed') return 'info'
  return decision === 'reject' ? 'quiet' : 'ok'
}
