import { expect, it } from 'vitest'
import { believableCost } from './believable-cost.ts'

it.each([
  [0n, 0n],
  [30_000n, 30_000n],
  [1_000_000_000n, 1_000_000_000n],
  [1_000_000_001n, null],
  [10n ** 30n, null],
  [-1n, null],
  [null, null],
])('of a claim of %s keeps %s', (claim, kept) => {
  expect(believableCost(claim)).toBe(kept)
})
