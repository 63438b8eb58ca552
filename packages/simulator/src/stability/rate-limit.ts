/** The documented limit: 150 requests within 10 seconds, then a time-out of 60 seconds. */
const BURST = 150
const WINDOW_MS = 10_000
const LOCK_MS = 60_000

export type RateLimit = { allow(key: string): boolean; clear(): void }

/** A token bucket per key; emptying it locks the key for a minute. */
export function createRateLimit(now: () => number): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number; lockedUntil: number }>()
  return {
    allow(key) {
      const at = now()
      const bucket = buckets.get(key) ?? { tokens: BURST, at, lockedUntil: 0 }
      buckets.set(key, bucket)
      if (at < bucket.lockedUntil) return false
      bucket.tokens = Math.min(BURST, bucket.tokens + ((at - bucket.at) * BURST) / WINDOW_MS)
      bucket.at = at
      if (bucket.tokens < 1) {
        bucket.lockedUntil = at + LOCK_MS
        return false
      }
      bucket.tokens -= 1
      return true
    },
    clear: () => buckets.clear(),
  }
}
