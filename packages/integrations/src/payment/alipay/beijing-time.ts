const eastMs = 8 * 3_600_000

/** A moment as Alipay writes it: `2026-11-22 23:30:00`, always GMT+8, whatever the process's own zone. */
export function beijingTime(moment: Date): string {
  return new Date(moment.getTime() + eastMs).toISOString().slice(0, 19).replace('T', ' ')
}

/**
 * Reads a time that Alipay wrote.
 * @returns null when it is none
 */
export function fromBeijingTime(text: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)$/.exec(text)
  if (match === null) return null
  const moment = new Date(`${match[1] ?? ''}T${match[2] ?? ''}+08:00`)
  return Number.isNaN(moment.getTime()) ? null : moment
}
