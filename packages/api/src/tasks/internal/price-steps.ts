/** A price per image, and how many resources serve at that price or below. */
export type PriceStep = { price: bigint; providers: number }

const MOST_STEPS = 5

/**
 * What paying more would buy: the distinct prices upwards, each with the number of resources within it. Of many only the
 * cheapest few are named, and the dearest, which lets everybody serve.
 */
export function priceSteps(candidates: readonly { price: bigint }[]): PriceStep[] {
  const prices = candidates
    .map(({ price }) => price)
    .toSorted((a, b) => (a < b ? -1 : Number(a > b)))
  const steps = prices.flatMap((price, index) =>
    price === prices[index + 1] ? [] : [{ price, providers: index + 1 }],
  )
  return steps.length <= MOST_STEPS
    ? steps
    : [...steps.slice(0, MOST_STEPS - 1), ...steps.slice(-1)]
}
