const wholeCredit = 100n

/** Minor units to pay for `credits` (hundredths): rounded up, so that credits are never sold below the pack's rate. */
export function priceOfCredits(
  credits: bigint,
  rate: { amountMinor: number; perCredits: bigint },
): number {
  const exact = credits * BigInt(rate.amountMinor)
  return Number((exact + rate.perCredits - 1n) / rate.perCredits)
}

/** Custom amounts are whole credits: nobody orders 100.37. */
export function isWholeCredits(credits: bigint): boolean {
  return credits % wholeCredit === 0n
}
