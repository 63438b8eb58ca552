'use client'
import { useFormatter } from 'next-intl'

/** Days and moments of a paper, which must say the same wherever it is read. */
export function useUtc() {
  const format = useFormatter()
  return {
    moment: (at: Date) =>
      `${format.dateTime(at, { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'medium', hour12: false })} UTC`,
    month: (month: string) =>
      format.dateTime(new Date(`${month}-01T00:00:00Z`), {
        timeZone: 'UTC',
        year: 'numeric',
        month: 'long',
      }),
  }
}
