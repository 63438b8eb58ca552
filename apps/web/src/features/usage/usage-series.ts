import type { Usage } from '@aetherflow/api/wallet/usage-schemas'

const dayMs = 86_400_000
export const ranges = ['7', '30', '90', '365'] as const
export type Range = (typeof ranges)[number]

/** The last so many UTC days, today's included, as the API takes them. */
export function daysOfRange(range: Range, now: Date): { from: string; to: string } {
  return {
    from: new Date(now.getTime() - (Number(range) - 1) * dayMs).toISOString().slice(0, 10),
    to: now.toISOString().slice(0, 10),
  }
}

export type UsageBar = { key: string; values: bigint[]; tasks: number; total: bigint }

/** Above so many days, a bar is a month: thinner ones are not seen. */
const mostDays = 92

/** A bar for every day of the range, also those without anything; of a long range, for every month. */
export function barsOfUsage(usage: Usage, { from, to }: { from: string; to: string }): UsageBar[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1
  const days = Array.from({ length: count }, (_, at) =>
    new Date(Date.parse(from) + at * dayMs).toISOString().slice(0, 10),
  )
  const keyOf = (day: string) => (count > mostDays ? day.slice(0, 7) : day)
  const bars = new Map<string, UsageBar>()
  for (const day of days)
    bars.set(keyOf(day), {
      key: keyOf(day),
      values: usage.groups.map(() => 0n),
      tasks: 0,
      total: 0n,
    })
  for (const { day, group, tasks, amount } of usage.days) {
    const bar = bars.get(keyOf(day))
    if (bar === undefined) continue
    bar.values[group] = (bar.values[group] ?? 0n) + amount
    bar.tasks += tasks
    bar.total += amount
  }
  return [...bars.values()]
}

export function totalOfUsage(usage: Usage): { amount: bigint; tasks: number } {
  return {
    amount: usage.groups.reduce((sum, { amount }) => sum + amount, 0n),
    tasks: usage.groups.reduce((sum, { tasks }) => sum + tasks, 0),
  }
}

/**
 * How many days the credits last at the pace of the last `days`: null when nothing was spent, or when they
 * last longer than anybody plans.
 */
export function daysLeft(spendable: bigint, spent: bigint, days: number): number | null {
  if (spent <= 0n || spendable <= 0n) return null
  const left = Number((spendable * BigInt(days)) / spent)
  return left > 365 ? null : left
}
