export type Day<Item> = { day: string; items: Item[] }

/** Items by the reader's calendar day, in the order in which they come; `day` is like 2026-11-22. */
export function groupByDay<Item extends { createdAt: Date }>(
  items: readonly Item[],
  timeZone: string,
): Day<Item>[] {
  const format = dayFormat(timeZone)
  const groups = Map.groupBy(items, ({ createdAt }) => format.format(createdAt))
  return [...groups].map(([day, group]) => ({ day, items: group }))
}

/** How many calendar days ago, in the reader's time zone: 0 is today. */
export function daysAgo(day: string, now: Date, timeZone: string): number {
  const today = dayFormat(timeZone).format(now)
  return Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000)
}

// Swedish writes days as ISO does.
const dayFormat = (timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
