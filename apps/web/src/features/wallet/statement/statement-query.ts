import { type Filter, readFilter } from './statement-filters.ts'

export const periods = ['all', 'days30', 'thisMonth', 'lastMonth', 'thisYear', 'own'] as const
export type Period = (typeof periods)[number]

/** What a reader narrowed the statement to; days as their own calendar writes them. */
export type StatementQuery = {
  filter: Filter
  period: Period
  /** First and last day, `2026-11-22`; only for the period `own`. */
  from: string
  to: string
  /** An order's, run's or image's number. */
  about: string
}

const day = /^\d{4}-\d{2}-\d{2}$/
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

export function readQuery(asked: Record<string, string | string[] | undefined>): StatementQuery {
  const text = (name: string) => (typeof asked[name] === 'string' ? asked[name] : '')
  const dayIn = (name: string) => (day.test(text(name)) ? text(name) : '')
  return {
    filter: readFilter(asked.type),
    period: periods.find((period) => period === asked.period) ?? 'all',
    from: dayIn('from'),
    to: dayIn('to'),
    about: numberIn(text('about')) ?? '',
  }
}

/** The number in what somebody typed or pasted, be it the address of a page; null while there is none. */
export function numberIn(text: string): string | null {
  return uuid.exec(text)?.[0].toLowerCase() ?? null
}

type Span = { from?: Date; until?: Date }

/** A period in the calendar of whoever reads, half open. An own period that ends before it begins is empty. */
export function spanOf({ period, from, to }: StatementQuery, now: Date): Span {
  const [year, month] = [now.getFullYear(), now.getMonth()]
  switch (period) {
    case 'all':
      return {}
    case 'days30':
      return { from: new Date(year, month, now.getDate() - 29) }
    case 'thisMonth':
      return { from: new Date(year, month) }
    case 'lastMonth':
      return { from: new Date(year, month - 1), until: new Date(year, month) }
    case 'thisYear':
      return { from: new Date(year, 0) }
    case 'own':
      return {
        ...(from !== '' && { from: midnight(from, 0) }),
        ...(to !== '' && { until: midnight(to, 1) }),
      }
  }
}

function midnight(text: string, later: number): Date {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number)
  return new Date(year, month - 1, date + later)
}

const dayMs = 86_400_000
/** A day short of the most that a file may span: clocks change, and now moves on. */
const fileDays = 365

/** The period of a file: what is shown, at most a year of it, counted back from its end. */
export function spanOfFile(span: Span, now: Date): { from: Date; until: Date; isCut: boolean } {
  const until = span.until !== undefined && span.until < now ? span.until : now
  const earliest = new Date(until.getTime() - fileDays * dayMs)
  const from = span.from !== undefined && span.from > earliest ? span.from : earliest
  return { from, until, isCut: span.from === undefined || span.from < earliest }
}
