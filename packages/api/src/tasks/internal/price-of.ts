import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'

const MIN_PRICE = 25n
const SCALE = 1_000_000n

/**
 * What a task costs on a resource, in hundredths of a credit: upstream credits (1/10,000) times the
 * resource's price (credits per upstream credit, 1/10,000), rounded up, at least 0.25.
 * The twin of `queue.price_of`.
 */
export function priceOf(costE4: bigint, priceE4: bigint): CreditHundredths {
  const rounded = (costE4 * priceE4 + SCALE - 1n) / SCALE
  return creditHundredths(rounded < MIN_PRICE ? MIN_PRICE : rounded)
}
