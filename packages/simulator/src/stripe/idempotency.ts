import { createHash } from 'node:crypto'

export type Answered = { status: number; body: unknown }

/** What was answered under each idempotency key, for a day. */
export type Idempotency = {
  /** The earlier answer, `differs` for a key that was used for something else, or null. */
  find(key: string, request: string): Answered | 'differs' | null
  keep(key: string, request: string, answered: Answered): void
  clear(): void
}

const KEPT_MS = 24 * 3_600_000
const MAX_KEYS = 100_000

/** @see https://docs.stripe.com/api/idempotent_requests */
export function createIdempotency(now: () => number): Idempotency {
  const kept = new Map<string, { hash: string; answered: Answered; until: number }>()
  const hashOf = (request: string) => createHash('sha256').update(request).digest('hex')
  return {
    find(key, request) {
      const found = kept.get(key)
      if (!found || found.until < now()) return null
      return found.hash === hashOf(request) ? found.answered : 'differs'
    },
    keep(key, request, answered) {
      const [oldest] = kept.keys()
      if (kept.size >= MAX_KEYS && oldest !== undefined) kept.delete(oldest)
      kept.set(key, { hash: hashOf(request), answered, until: now() + KEPT_MS })
    },
    clear: () => kept.clear(),
  }
}
