import {
  type CreditHundredths,
  creditHundredths,
  type UpstreamCreditE4,
} from '@aetherflow/db/quantities'

/** No task costs less: 0.25 credits. */
export const MINIMUM_PRICE = creditHundredths(25n)

// Upstream credits (1/10,000) × credits per upstream credit (1/10,000) → hundredths of a credit.
const E4_TIMES_E4_PER_HUNDREDTH = 1_000_000n
const E4_PER_HUNDREDTH = 100n
const BPS = 10_000n

/** What a task costs at a resource: upstream credits × the resource's price, rounded up, at least 0.25. */
export function price(cost: UpstreamCreditE4, priceE4: bigint): CreditHundredths {
  const exact = ceilDiv(cost * priceE4, E4_TIMES_E4_PER_HUNDREDTH)
  return exact < MINIMUM_PRICE ? MINIMUM_PRICE : creditHundredths(exact)
}

/** The platform's part of a price, rounded down: the provider keeps the odd hundredth. */
export function fee(of: CreditHundredths, commissionBps: number): CreditHundredths {
  return creditHundredths((of * BigInt(commissionBps)) / BPS)
}

/**
 * The fee that a partial refund gives back: fee(k) − fee(k − refund), where k is what is left of the
 * price. Refunds in any number of steps so give back what one refund would; a negative one pays again.
 */
export function refundedFee(
  left: CreditHundredths,
  refund: CreditHundredths,
  commissionBps: number,
): CreditHundredths {
  const after = creditHundredths(left - refund)
  return creditHundredths(fee(left, commissionBps) - fee(after, commissionBps))
}

/**
 * The part of a provider's share that was paid from bonus or promo and so stays promotional, rounded up:
 * no hundredth of it becomes withdrawable.
 */
export function promoShare(
  share: CreditHundredths,
  paidFromPromo: CreditHundredths,
  of: CreditHundredths,
): CreditHundredths {
  return creditHundredths(of === 0n ? 0n : ceilDiv(share * paidFromPromo, of))
}

/** What `loss` pays for a call: the catalogue's upstream credits × 1.0000, rounded up. */
export function lossAmount(cost: UpstreamCreditE4): CreditHundredths {
  return creditHundredths(ceilDiv(cost, E4_PER_HUNDREDTH))
}

function ceilDiv(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}
