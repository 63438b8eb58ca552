import { describe, expect, it } from 'vitest'
import { beijingTime, fromBeijingTime } from './beijing-time.ts'

describe('a time', () => {
  it('is written eight hours ahead of UTC, also across the year', () => {
    expect(beijingTime(new Date('2026-11-22T15:30:05.900Z'))).toBe('2026-11-22 23:30:05')
    expect(beijingTime(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01 00:00:00')
  })

  it.each([
    ['2026-11-22 23:30:05', '2026-11-22T15:30:05.000Z'],
    ['2027-01-01 00:00:00', '2026-12-31T16:00:00.000Z'],
    ['2026-11-22 23:30:05.123', '2026-11-22T15:30:05.123Z'],
  ])('%s is read as %s', (text, iso) => {
    expect(fromBeijingTime(text)?.toISOString()).toBe(iso)
  })

  it.each(['', '2026-11-22', '2026-11-22T23:30:05', '2026-13-22 23:30:05', '2026-11-22 23:30:05Z'])(
    '%j is none',
    (text) => {
      expect(fromBeijingTime(text)).toBeNull()
    },
  )

  it('does not depend on the zone of the process', () => {
    const before = process.env['TZ']
    try {
      for (const zone of ['UTC', 'America/New_York', 'Asia/Shanghai']) {
        process.env['TZ'] = zone
        expect(beijingTime(new Date('2026-11-22T15:30:05Z'))).toBe('2026-11-22 23:30:05')
        expect(fromBeijingTime('2026-11-22 23:30:05')?.getTime()).toBe(
          Date.parse('2026-11-22T15:30:05Z'),
        )
      }
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  })
})
