'use client'
import type { Balances } from '@aetherflow/api/wallet/schemas'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../trpc/client.tsx'

const everyMs = 15_000

/** The viewer's balances: asked again on a change, on coming back to the page, and now and then while it is looked at. */
export function useBalances(initial: Balances | undefined) {
  const trpc = useTRPC()
  return useQuery({
    ...trpc.wallet.balances.queryOptions(),
    initialData: initial,
    refetchInterval: everyMs,
  })
}
