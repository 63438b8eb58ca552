'use client'
import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../trpc/client.tsx'

/** The viewer's daily cap and low-balance mark; asked now and then where what today still allows is shown. */
export function useLimits(initial: LimitsView | undefined, everyMs: number | false = false) {
  return useQuery({
    ...useTRPC().wallet.limits.queryOptions(),
    initialData: initial,
    refetchInterval: everyMs,
  })
}
