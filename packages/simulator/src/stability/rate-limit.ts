import { createTokenBucket } from '../vendors/token-bucket.ts'
import type { RateLimit } from '../vendors/token-bucket.ts'

export type { RateLimit }

/** The documented limit: 150 requests within 10 seconds, then a time-out of 60 seconds. */
export function createRateLimit(now: () => number): RateLimit {
  return createTokenBucket(now, { burst: 150, windowMs: 10_000, lockMs: 60_000 })
}
