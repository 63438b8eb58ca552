import { expect, it } from 'vitest'
import { costOfYuan } from './yuan-cost.ts'

it.each([
  [0n, 0n],
  [7000n, 1_000_000n],
  [60n, 8572n],
  [100n, 14_286n],
  [200n, 28_572n],
])('%d thousandths of a yuan cost %d, rounded up', (milliYuan, costE4) => {
  expect(costOfYuan(milliYuan)).toBe(costE4)
})
