'use client'
import type { Case } from '@aetherflow/api/disputes/desk-schemas'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { newClientId } from '../../studio/new-client-id.ts'
import { useDebounced } from '../../studio/use-debounced.ts'
import { type Attempt, attemptFor } from '../../wallet/top-up/attempt-id.ts'
import { readApiError } from '../../errors/read-api-error.ts'
import { keepable } from '../keepable.ts'
import { parseAmount } from '../parse-amount.ts'

export type Decision = NonNullable<Case['dispute']['decision']>
export const decisions: readonly Decision[] = [
  'refund_full',
  'refund_partial',
  'compensate',
  'reject',
]

/** All and nothing name their amount themselves. */
export const needsAmount = (decision: Decision): boolean =>
  decision === 'refund_partial' || decision === 'compensate'

const pauseMs = 300

/** A decision being made: its parts, what it would do, and the sending. */
export function useDecision({ dispute, refundable }: Case, onMeanwhile: () => void) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const [decision, setDecision] = useState<Decision>('refund_full')
  const [amountText, setAmountText] = useState('')
  const [resolution, setResolution] = useState('')
  const attempt = useRef<Attempt | null>(null)

  const amount = amountOf(amountText)
  const isTooMuch = (named: bigint | null) =>
    decision === 'refund_partial' && named !== null && named > refundable
  const tooMuch = isTooMuch(amount)
  const ready = !needsAmount(decision) || (amount !== null && !tooMuch)
  const deciding = (named: bigint | null) => ({
    disputeId: dispute.id,
    decision,
    ...(needsAmount(decision) && named !== null ? { amount: named } : {}),
  })
  const shown = deciding(amountOf(useDebounced(amountText, pauseMs)))
  const preview = useQuery({
    // A key is written as JSON, which knows no bigint.
    queryKey: [
      ...trpc.admin.previewDecision.pathKey(),
      dispute.id,
      decision,
      shown.amount?.toString(),
    ],
    queryFn: ({ signal }) => client.admin.previewDecision.query(shown, { signal }),
    enabled: !needsAmount(decision) || (shown.amount !== undefined && !isTooMuch(shown.amount)),
    retry: false,
  })
  const decide = useMutation({
    mutationFn: () => {
      const content = `${decision} ${amount ?? ''} ${resolution}`
      attempt.current = attemptFor(attempt.current, content, newClientId)
      return client.admin.decideDispute.mutate({
        clientId: attempt.current.id,
        ...deciding(amount),
        resolution: keepable(resolution),
      })
    },
    onError: (error) => {
      if (readApiError(error).code === 'STATE_CHANGED') onMeanwhile()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.admin.pathKey() }),
  })
  return {
    decision,
    setDecision,
    amount,
    amountText,
    setAmountText,
    resolution,
    setResolution,
    preview,
    tooMuch,
    ready,
    send: () => decide.mutate(),
    sending: decide.isPending,
    error: decide.error,
  }
}

function amountOf(text: string): bigint | null {
  const amount = parseAmount(text)
  return amount !== null && amount > 0n ? amount : null
}
