export type RateLimit = { allow(key: string): boolean; clear(): void }
/** `burst` calls within `windowMs`; who asks for more waits `lockMs`. */
export type BucketSettings = { burst: number; windowMs: number; lockMs: number }

/** A token bucket per key; emptying it locks the key. */
export function createTokenBucket(
  now: () => number,
  { burst, windowMs, lockMs }: BucketSettings,
): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number; lockedUntil: number }>()
  return {
    allow(key) {
      const at = now()
      const bucket = buckets.get(key) ?? { tokens: burst, at, lockedUntil: 0 }
      buckets.set(key, bucket)
      if (at < bucket.lockedUntil) return false
      bucket.tokens = Math.min(burst, bucket.tokens + ((at - bucket.at) * burst) / windowMs)
      bucket.at = at
      if (bucket.tokens < 1) {
        bucket.lockedUntil = at + lockMs
        return false
      }
      bucket.tokens -= 1
      return true
    },
    clear: () => buckets.clear(),
  }
}
