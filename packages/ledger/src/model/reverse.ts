import { creditHundredths } from '@aetherflow/db/quantities'
import { refundedFee } from '../pricing.ts'
import { refundedBySource } from '../refunded-by-source.ts'
import type { BySource } from '../sources.ts'
import type { LedgerModel, Settlement } from './ledger-model.ts'

/** What is left of a provider's share, and how much of it stays promotional. */
export function shareLeft(settlement: Settlement): { share: bigint; promo: bigint } {
  const { price, reversed, feeReversed, sharePromo } = settlement
  const share = price - settlement.fee - (reversed - feeReversed)
  return { share, promo: share < sharePromo ? share : sharePromo }
}

/** Takes `amount` of a price back, or pays it again when negative; answers the part that is the fee. */
export function reverse(model: LedgerModel, settlement: Settlement, amount: bigint): bigint {
  const left = creditHundredths(settlement.price - settlement.reversed)
  const part = refundedFee(left, creditHundredths(amount), model.rules.commissionBps)
  settlement.reversed += amount
  settlement.feeReversed += part
  if (settlement.reversed === settlement.price) settlement.state = 'reversed'
  return part
}

/** What refunds of `refunded` in all bring back to each source, besides what chargebacks have taken. */
export function backBySource(
  model: LedgerModel,
  { from, taskId }: Settlement,
  refunded: bigint,
): BySource {
  const available = creditHundredths(from.available - chargedBack(model, taskId))
  return refundedBySource({ ...from, available }, creditHundredths(refunded))
}

/** What standing chargebacks have taken back of a task's price. */
export function chargedBack(model: LedgerModel, taskId: string): bigint {
  let sum = 0n
  for (const { state, reversals } of model.chargebacks.values()) {
    if (state === 'debited') sum += reversals.get(taskId) ?? 0n
  }
  return sum
}
