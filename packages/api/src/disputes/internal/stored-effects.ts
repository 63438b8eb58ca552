import { z } from 'zod'
import type { AccountBalances, AccountName, Effects } from '../schemas.ts'

const amount = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt)
const balances = z.object({
  available: amount,
  bonus: amount,
  promoEarned: amount,
  earned: amount,
  held: amount,
  pending: amount,
  debt: amount,
})
const change = z.object({ before: balances, after: balances })
const stored = z.object({
  consumer: change.nullable(),
  provider: change.nullable(),
  platform: z.object({ commission: amount, loss: amount, bonusExpense: amount }),
})

/** What an execution wrote about the balances it moved; amounts are stored as decimal strings. */
export function storedEffects(effects: unknown): Effects | null {
  return effects === null ? null : stored.parse(effects)
}

const names: readonly AccountName[] = [
  'available',
  'bonus',
  'promoEarned',
  'earned',
  'held',
  'pending',
  'debt',
]

/** The accounts that changed, by how much. */
export function changesOf(
  change: { before: AccountBalances; after: AccountBalances } | null,
): { account: AccountName; amount: bigint }[] {
  if (change === null) return []
  return names
    .map((account) => ({ account, amount: change.after[account] - change.before[account] }))
    .filter(({ amount: moved }) => moved !== 0n)
}
