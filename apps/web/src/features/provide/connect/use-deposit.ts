'use client'
import type { BeginDeposit } from '@aetherflow/api/gateway/schemas'
import { type RefObject, useRef, useState } from 'react'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { depositKey } from './deposit-key.ts'

type Offer = Omit<BeginDeposit, 'clientId'>

/**
 * Runs one deposit. Outside of any query or mutation, so that nothing of it is cached; a failed try keeps
 * its client id, so that trying again finds the same deposit.
 */
export function useDeposit(
  field: RefObject<HTMLInputElement | null>,
  onDone: (resourceId: string) => void,
) {
  const client = useTRPCClient()
  const attempt = useRef<{ content: string; clientId: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const start = async (offer: Offer) => {
    if (busy) return
    setBusy(true)
    setError(null)
    const content = JSON.stringify(offer)
    if (attempt.current?.content !== content)
      attempt.current = { content, clientId: crypto.randomUUID() }
    try {
      const { resourceId } = await depositKey(
        { clientId: attempt.current.clientId, ...offer },
        {
          begin: (input) => client.gateway.beginDeposit.mutate(input),
          complete: (input) => client.gateway.completeDeposit.mutate(input),
          takeKey: () => takeOut(field.current),
        },
      )
      onDone(resourceId)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return { start, busy, error }
}

/** Hands the key over once and empties its field. */
export function takeOut(input: HTMLInputElement | null): string {
  if (input === null) return ''
  const key = input.value.trim()
  input.value = ''
  return key
}
