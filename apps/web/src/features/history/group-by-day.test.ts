import { expect, test } from 'vitest'
import { daysAgo, groupByDay } from './group-by-day.ts'

const at = (time: string) => ({ createdAt: new Date(time) })
const items = [at('2026-11-22T01:00:00Z'), at('2026-11-21T20:00:00Z'), at('2026-11-21T02:00:00Z')]

test('days are those of the reader', () => {
  const counts = (timeZone: string) =>
    groupByDay(items, timeZone).map(({ day, items: group }) => [day, group.length])
  expect(counts('UTC')).toEqual([
    ['2026-11-22', 1],
    ['2026-11-21', 2],
  ])
  expect(counts('Asia/Shanghai')).toEqual([
    ['2026-11-22', 2],
    ['2026-11-21', 1],
  ])
})

test('today and yesterday are counted over midnight, not in hours', () => {
  const now = new Date('2026-11-22T00:30:00Z')
  expect(daysAgo('2026-11-22', now, 'UTC')).toBe(0)
  expect(daysAgo('2026-11-21', now, 'UTC')).toBe(1)
  expect(daysAgo('2026-11-21', now, 'America/New_York')).toBe(0)
})
