/** Hundredths of a credit and the minor units paid for them. */
export type Paid = { credits: bigint; amountMinor: number }

/**
 * Minor units that go back for `credits` of what is `left` of an order. Counted from the whole, rounded down,
 * so that parts never add up to more than was paid, and the last part brings all that is left.
 */
export function moneyOfCredits(order: Paid, left: Paid, credits: bigint): number {
  if (credits === left.credits) return left.amountMinor
  const goneAfter = order.credits - left.credits + credits
  const goneMinor = (BigInt(order.amountMinor) * goneAfter) / order.credits
  return Number(goneMinor) - (order.amountMinor - left.amountMinor)
}

/** Hundredths that `amountMinor` is worth at an order's price, rounded up: of an overpaid order more than it has. */
export function worthOfMoney(order: Paid, amountMinor: number): bigint {
  const paid = BigInt(order.amountMinor)
  return (order.credits * BigInt(amountMinor) + paid - 1n) / paid
}

/** Credits that `amountMinor` of an order had bought, rounded up; no more than the order has. */
export function creditsOfMoney(order: Paid, amountMinor: number): bigint {
  const worth = worthOfMoney(order, amountMinor)
  return worth < order.credits ? worth : order.credits
}
