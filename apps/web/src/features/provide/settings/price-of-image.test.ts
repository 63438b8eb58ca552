import { priceOf } from '@aetherflow/api/tasks/internal/price-of'
import { expect, test } from 'vitest'
import { priceOfImage, shareOfPrice } from './price-of-image.ts'

test('the price shown to a provider is the price that a task costs', () => {
  for (const costE4 of [1n, 30_000n, 35_000n, 40_000n, 65_000n, 80_000n])
    for (const priceE4 of [1_000n, 9_999n, 10_000n, 13_337n, 100_000n])
      expect(priceOfImage(costE4, priceE4)).toBe(priceOf(costE4, priceE4))
})

test.each([
  [300n, 2000, 240n],
  [25n, 2000, 20n],
  [1n, 2000, 1n],
  [333n, 1250, 292n],
  [650n, 0, 650n],
])('of %s at %i basis points the provider keeps %s', (price, bps, share) => {
  expect(shareOfPrice(price, bps)).toBe(share)
})
