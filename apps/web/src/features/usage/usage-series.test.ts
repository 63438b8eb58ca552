import type { Usage } from '@aetherflow/api/wallet/usage-schemas'
import { usageInput } from '@aetherflow/api/wallet/usage-schemas'
import { expect, test } from 'vitest'
import { barsOfUsage, daysLeft, daysOfRange, ranges, totalOfUsage } from './usage-series.ts'

const usage: Usage = {
  groups: [
    { id: 'core', name: null, tasks: 3, amount: 700n },
    { id: null, name: null, tasks: 1, amount: 100n },
  ],
  days: [
    { day: '2026-02-27', group: 0, tasks: 1, amount: 300n },
    { day: '2026-03-01', group: 0, tasks: 2, amount: 400n },
    { day: '2026-03-01', group: 1, tasks: 1, amount: 100n },
  ],
}

test('every day has its bar, also one without anything', () => {
  const bars = barsOfUsage(usage, { from: '2026-02-27', to: '2026-03-02' })
  expect(bars.map(({ key, values }) => [key, ...values])).toEqual([
    ['2026-02-27', 300n, 0n],
    ['2026-02-28', 0n, 0n],
    ['2026-03-01', 400n, 100n],
    ['2026-03-02', 0n, 0n],
  ])
  expect(bars[2]).toMatchObject({ tasks: 3, total: 500n })
})

test('of a long range every month has one, and nothing is lost', () => {
  const bars = barsOfUsage(usage, { from: '2025-12-15', to: '2026-03-31' })
  expect(bars.map(({ key, total }) => [key, total])).toEqual([
    ['2025-12', 0n],
    ['2026-01', 0n],
    ['2026-02', 300n],
    ['2026-03', 500n],
  ])
  expect(totalOfUsage(usage)).toEqual({ amount: 800n, tasks: 4 })
})

test('each range is one that the API takes, and ends today in UTC', () => {
  const now = new Date('2026-11-22T23:30:00Z')
  expect(daysOfRange('7', now)).toEqual({ from: '2026-11-16', to: '2026-11-22' })
  for (const range of ranges)
    expect(usageInput.safeParse({ side: 'spent', ...daysOfRange(range, now) }).success).toBe(true)
})

test.each([
  [9_000n, 30_000n, 9],
  [0n, 30_000n, null],
  [9_000n, 0n, null],
  [9_000n, -5n, null],
  [10_000_000n, 100n, null],
])('%s credits at %s a month last %s days', (spendable, spent, days) => {
  expect(daysLeft(spendable, spent, 30)).toBe(days)
})
