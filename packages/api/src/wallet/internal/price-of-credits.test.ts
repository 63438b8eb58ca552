import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWholeCredits, priceOfCredits } from './price-of-credits.ts'

test.each([
  [10_000n, 100, 100],
  [10_001n, 100, 101],
  [1n, 100, 1],
  [12_300n, 700, 861],
])('%d hundredths cost, at %d per 100 credits, %d minor units', (credits, amountMinor, price) => {
  expect(priceOfCredits(credits, { amountMinor, perCredits: 10_000n })).toBe(price)
})

test('never sells below the rate, and never a whole minor unit above it', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10_000_000n }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.bigInt({ min: 1n, max: 1_000_000n }),
      (credits, amountMinor, perCredits) => {
        const paid = BigInt(priceOfCredits(credits, { amountMinor, perCredits })) * perCredits
        const worth = credits * BigInt(amountMinor)
        expect(paid >= worth && paid - worth < perCredits).toBe(true)
      },
    ),
  )
})

test('knows whole credits', () => {
  expect([100n, 10_000n, 150n, 1n].map(isWholeCredits)).toEqual([true, true, false, false])
})
