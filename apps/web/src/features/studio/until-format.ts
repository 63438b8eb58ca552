import type { DateTimeFormatOptions } from 'next-intl'

const time = { hour: '2-digit', minute: '2-digit' } as const

/** How to write a moment to come: the time alone today, with its date on any other day of the reader's. */
export function untilFormat(
  until: Date,
  now: Date,
  timeZone: string | undefined,
): DateTimeFormatOptions {
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone })
  return day.format(until) === day.format(now) ? time : { month: 'short', day: 'numeric', ...time }
}
