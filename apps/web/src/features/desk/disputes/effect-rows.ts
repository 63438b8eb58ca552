import type { AccountName, Effects } from '@aetherflow/api/disputes/schemas'
import { accountNames } from '../account-names.ts'

type Figures = { before: bigint | null; after: bigint | null; change: bigint }
export type Effect = Figures &
  (
    | { side: 'consumer' | 'provider'; name: AccountName }
    | { side: 'platform'; name: keyof Effects['platform'] }
  )

const platformNames = ['commission', 'loss', 'bonusExpense'] as const

/** What a decision changes, one row per account; what stays as it is, is left out. */
export function effectRows({ consumer, provider, platform }: Effects): Effect[] {
  const people = (['consumer', 'provider'] as const).flatMap((side) => {
    const change = side === 'consumer' ? consumer : provider
    if (change === null) return []
    return accountNames.flatMap((name): Effect[] => {
      const [before, after] = [change.before[name], change.after[name]]
      return before === after ? [] : [{ side, name, before, after, change: after - before }]
    })
  })
  const ours = platformNames.flatMap((name): Effect[] =>
    platform[name] === 0n
      ? []
      : [{ side: 'platform', name, before: null, after: null, change: platform[name] }],
  )
  return [...people, ...ours]
}
