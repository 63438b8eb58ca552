'use client'
import type { QueuedDispute } from '@aetherflow/api/disputes/desk-schemas'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import type { Tone } from '../../../components/tone.ts'

const tones: Record<QueuedDispute['status'], Tone> = {
  open: 'warn',
  awaiting_approval: 'info',
  decided: 'info',
  executed: 'ok',
  withdrawn: 'quiet',
}

/** A dispute's state as the desk names it. */
export function DisputeState({
  dispute,
}: {
  dispute: Pick<QueuedDispute, 'status' | 'decision' | 'failure'>
}) {
  const t = useTranslations('desk.status')
  const disputes = useTranslations('disputes')
  const { status, decision, failure } = dispute
  if (status === 'open' && failure !== null) return <StatusDot tone="bad">{t('failed')}</StatusDot>
  return (
    <StatusDot tone={tones[status]}>
      {t(status)}
      {decision !== null && <> · {disputes(`outcome.${decision}`)}</>}
    </StatusDot>
  )
}
