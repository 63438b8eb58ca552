'use client'
import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../trpc/client.tsx'

/** The viewer's daily cap and low-balance mark. */
export function useLimits(initial: LimitsView | undefined) {
  return useQuery({ ...useTRPC().wallet.limits.queryOptions(), initialData: initial })
}
