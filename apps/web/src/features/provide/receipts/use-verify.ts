'use client'
import type { ReceiptCheck } from '@aetherflow/api/gateway/receipt-schemas'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPCClient } from '../../../trpc/client.tsx'

/** Recomputes a resource's chain stretch by stretch, from its beginning to its end or to the first break. */
export function useVerify(resourceId: string) {
  const client = useTRPCClient()
  const [progress, setProgress] = useState(0)
  const run = useMutation({
    mutationFn: async (): Promise<ReceiptCheck> => {
      setProgress(0)
      for (let after = 0n; ;) {
        const found = await client.gateway.verifyReceipts.query({ resourceId, after })
        setProgress(Number(found.upTo))
        if (!found.more) return found
        after = found.upTo
      }
    },
  })
  return {
    start: () => run.mutate(),
    isPending: run.isPending,
    result: run.data ?? null,
    error: run.error,
    progress,
  }
}
