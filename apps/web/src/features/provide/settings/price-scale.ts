/** The slider's positions: equal steps multiply the price, so that 1.0000 stands in the middle. */
export const priceSteps = 80
export const priceBounds = { min: 1_000n, max: 100_000n } as const

const decades = 2

/** Price in 1/10,000 at a position of the slider, rounded to what somebody would write. */
export function priceAtPosition(position: number): bigint {
  const exact = 0.1 * 10 ** ((decades * position) / priceSteps)
  const step = exact < 0.5 ? 0.005 : exact < 0.98 ? 0.01 : exact < 4 ? 0.05 : 0.1
  const written = Math.round(exact / step) * step
  return BigInt(Math.round(written * 10_000))
}

/** The position nearest to a price; prices beyond the slider stand at its ends. */
export function positionOfPrice(priceE4: bigint): number {
  const price = Math.min(10, Math.max(0.1, Number(priceE4) / 10_000))
  return Math.round((Math.log10(price / 0.1) / decades) * priceSteps)
}
