import type { Deps } from '../../deps.ts'
import { DomainError } from '../../domain-error.ts'

const MAX_PER_USER = 5

// Per process: a browser holds one stream (a leader among its tabs), so this only bounds abuse.
const open = new WeakMap<Deps, Map<string, number>>()

/** Takes one of a user's five streams and returns the way to give it back. Throws TOO_MANY_STREAMS. */
export function takeStreamSlot(deps: Deps, userId: string): () => void {
  const counts = open.get(deps) ?? new Map<string, number>()
  open.set(deps, counts)
  const taken = counts.get(userId) ?? 0
  if (taken >= MAX_PER_USER) throw new DomainError('TOO_MANY_STREAMS', { limit: MAX_PER_USER })
  counts.set(userId, taken + 1)
  return () => {
    const left = (counts.get(userId) ?? 1) - 1
    if (left > 0) counts.set(userId, left)
    else counts.delete(userId)
  }
}
