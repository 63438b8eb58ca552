const dayMs = 24 * 3_600_000

/** Idle 7 days, absolute 30; the row is touched at most once a minute. */
export const sessionLifetime = {
  idleMs: 7 * dayMs,
  absoluteMs: 30 * dayMs,
  touchMs: 60_000,
} as const
