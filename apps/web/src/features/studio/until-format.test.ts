import { expect, test } from 'vitest'
import { untilFormat } from './until-format.ts'

const now = new Date('2026-03-01T20:00:00Z')

test('a time of today stands alone, one of tomorrow has its date', () => {
  expect(untilFormat(new Date('2026-03-01T23:59:00Z'), now, 'UTC')).not.toHaveProperty('day')
  expect(untilFormat(new Date('2026-03-02T19:00:00Z'), now, 'UTC')).toHaveProperty('day')
})

test("today is the reader's day, not that of UTC", () => {
  expect(untilFormat(new Date('2026-03-01T23:59:00Z'), now, 'Asia/Tokyo')).not.toHaveProperty('day')
  expect(untilFormat(new Date('2026-03-02T01:00:00Z'), now, 'America/New_York')).not.toHaveProperty(
    'day',
  )
  expect(untilFormat(new Date('2026-03-02T01:00:00Z'), now, 'UTC')).toHaveProperty('day')
})
