import { createHash } from 'node:crypto'
import type pg from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { LimitBucket, Limiter } from './deps.ts'
import { DomainError } from './domain-error.ts'

type Bucket = { points: number; seconds: number; shared: boolean }

/**
 * Sign-in: 5 tries per account and 30 per address in 15 minutes, counted in the
 * database because every process must agree. The wide ones only protect a process from a flood.
 */
const buckets: Record<LimitBucket, Bucket> = {
  'login-account': { points: 5, seconds: 900, shared: true },
  'login-address': { points: 30, seconds: 900, shared: true },
  mail: { points: 5, seconds: 3600, shared: true },
  // Each makes the worker ask a vendor about a key: without a bound that is a free check of stolen ones.
  deposit: { points: 10, seconds: 3600, shared: true },
  register: { points: 20, seconds: 3600, shared: true },
  // Each costs the CPU of a hundred submits.
  upload: { points: 60, seconds: 600, shared: true },
  convert: { points: 60, seconds: 60, shared: false },
  mutation: { points: 240, seconds: 60, shared: false },
  query: { points: 1200, seconds: 60, shared: false },
}

type Store = RateLimiterMemory | RateLimiterPostgres

/** Over the limit throws TOO_MANY_REQUESTS with the seconds to wait; a store that is down refuses (fail closed). */
export function createLimiter(pool: pg.Pool): Limiter {
  const stores = new Map<LimitBucket, Store>()
  const storeOf = (bucket: LimitBucket): Store => {
    const known = stores.get(bucket)
    if (known !== undefined) return known
    const made = createStore(pool, bucket)
    stores.set(bucket, made)
    return made
  }
  return {
    async consume(bucket, key) {
      try {
        await storeOf(bucket).consume(keyOf(key))
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        throw new DomainError('TOO_MANY_REQUESTS', {
          retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000),
        })
      }
    },
    async reset(bucket, key) {
      await storeOf(bucket).delete(keyOf(key))
    },
  }
}

/** Of one length whatever came in, and no list of addresses in the table. */
function keyOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}

function createStore(pool: pg.Pool, bucket: LimitBucket): Store {
  const { points, seconds, shared } = buckets[bucket]
  if (!shared) return new RateLimiterMemory({ points, duration: seconds, keyPrefix: bucket })
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    // Expired rows are swept by the worker, not by a timer in every process.
    clearExpiredByTimeout: false,
    keyPrefix: bucket,
    points,
    duration: seconds,
  })
}
