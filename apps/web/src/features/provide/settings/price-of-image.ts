const least = 25n
const scale = 1_000_000n
const bpsScale = 10_000n

/**
 * What a buyer pays for one image, in hundredths of a credit: the call's upstream credits (1/10,000) times
 * the resource's price (1/10,000), rounded up, at least 0.25.
 */
export function priceOfImage(costE4: bigint, priceE4: bigint): bigint {
  const rounded = (costE4 * priceE4 + scale - 1n) / scale
  return rounded < least ? least : rounded
}

/** What of a price is the provider's: the commission is rounded down, the rest is theirs. */
export function shareOfPrice(price: bigint, commissionBps: number): bigint {
  return price - (price * BigInt(commissionBps)) / bpsScale
}
