import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import type { Balances } from '@aetherflow/api/wallet/schemas'

/** What is left when it is below the mark, reserved credits included as in the mail; null while it is not. */
export function lowBalance(
  balances: Pick<Balances, 'spendable' | 'held'> | undefined,
  limits: Pick<LimitsView, 'lowBalanceAt'> | undefined,
): { left: bigint; mark: bigint } | null {
  const mark = limits?.lowBalanceAt ?? null
  if (balances === undefined || mark === null) return null
  const left = balances.spendable + balances.held
  return left < mark ? { left, mark } : null
}

/** What the daily cap still lets through; never below nothing. */
export function capLeft(cap: bigint, spent: bigint): bigint {
  return spent >= cap ? 0n : cap - spent
}
