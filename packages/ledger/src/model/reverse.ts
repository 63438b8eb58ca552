import { creditHundredths } from '@aetherflow/db/quantities'
import { fee } from '../pricing.ts'
import type { LedgerModel, Settlement } from './ledger-model.ts'

/** What is left of a provider's share, and how much of it stays promotional. */
export function shareLeft(settlement: Settlement): { share: bigint; promo: bigint } {
  const { price, reversed, feeReversed, sharePromo } = settlement
  const share = price - settlement.fee - (reversed - feeReversed)
  return { share, promo: share < sharePromo ? share : sharePromo }
}

/** Takes `amount` of a price back, or pays it again when negative; answers the part that is the fee. */
export function reverse(model: LedgerModel, settlement: Settlement, amount: bigint): bigint {
  const feeOf = (price: bigint) => fee(creditHundredths(price), model.rules.commissionBps)
  const left = settlement.price - settlement.reversed
  const part = feeOf(left) - feeOf(left - amount)
  settlement.reversed += amount
  settlement.feeReversed += part
  if (settlement.reversed === settlement.price) settlement.state = 'reversed'
  return part
}

type BackBySource = { earned: bigint; available: bigint; promo: bigint; bonus: bigint }

/** What refunds of `refunded` in all bring back to each source, in the reverse order of spending. */
export function backBySource(
  model: LedgerModel,
  settlement: Settlement,
  refunded: bigint,
): BackBySource {
  const { from, taskId } = settlement
  let rest = refunded
  const takeUpTo = (there: bigint) => {
    const part = rest < there ? rest : there
    rest -= part
    return part
  }
  const earned = takeUpTo(from.earned)
  const available = takeUpTo(from.available - chargedBack(model, taskId))
  const promo = takeUpTo(from.promoEarned)
  return { earned, available, promo, bonus: rest }
}

/** What standing chargebacks have taken back of a task's price. */
export function chargedBack(model: LedgerModel, taskId: string): bigint {
  let sum = 0n
  for (const { state, reversals } of model.chargebacks.values()) {
    if (state === 'debited') sum += reversals.get(taskId) ?? 0n
  }
  return sum
}
