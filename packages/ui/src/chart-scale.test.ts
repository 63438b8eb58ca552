import { expect, test } from 'vitest'
import { labelledBars, niceCeiling, stack } from './chart-scale.ts'

test.each([
  [0, 1],
  [-3, 1],
  [Number.NaN, 1],
  [0.03, 0.05],
  [1, 1],
  [1.01, 2],
  [21, 25],
  [260, 500],
  [501, 1_000],
])('%s fits below %s', (max, ceiling) => {
  expect(niceCeiling(max)).toBeCloseTo(ceiling, 10)
})

test('blocks stand on one another and leave out what is below nothing', () => {
  expect(stack([2, -1, 0, 3], 10)).toEqual([
    { series: 0, value: 2, from: 0, to: 0.2 },
    { series: 3, value: 3, from: 0.2, to: 0.5 },
  ])
})

test('names stand under the first and the last bar, and never crowd', () => {
  expect(labelledBars(3)).toEqual([0, 1, 2])
  expect(labelledBars(30)).toEqual([0, 7, 15, 22, 29])
  expect(labelledBars(0)).toEqual([])
})
