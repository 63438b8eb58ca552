'use client'
import type { Balances } from '@aetherflow/api/wallet/schemas'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { BalanceChip } from '../shell/balance-chip.tsx'
import { useBalances } from './use-balances.ts'

/** The chip of the top bar, kept true while the page stays open. */
export function LiveBalance({ initial }: { initial: Balances | undefined }) {
  const { data } = useBalances(initial)
  if (data === undefined) return <Skeleton className="h-dense w-28 rounded-control" />
  return <BalanceChip available={data.spendable} />
}
