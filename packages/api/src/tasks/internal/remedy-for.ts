import type { Remedy } from '../why-schemas.ts'

const remedies: Readonly<Record<string, Remedy>> = {
  OVER_CEILING: 'price',
  CLOSED_HOURS: 'hours',
  DAY_LIMIT: 'daily-limit',
  MONTH_LIMIT: 'monthly-limit',
  UPSTREAM_CREDITS: 'balance',
  RESOURCE_BUSY: 'concurrency',
  MINUTE_LIMIT: 'per-minute',
  NO_CREDENTIAL: 'key',
  RESOURCE_NOT_ACTIVE: 'key',
  BREAKER_OPEN: 'wait',
  RATE_LIMITED: 'wait',
  ACCOUNT_BUSY: 'wait',
  WINDOW_LIMIT: 'wait',
}

/** What an owner could do about a reason: a setting, the key, waiting, or nothing. */
export function remedyFor(reason: string): Remedy {
  return remedies[reason] ?? 'none'
}
