import type { Deps } from '../../deps.ts'
import { DomainError } from '../../domain-error.ts'

const MAX_PER_USER = 5
/** Several people may share an address: an office, a school. */
const MAX_PER_ADDRESS = 20

// Per process: a browser holds one stream (a leader among its tabs), so this only bounds abuse.
const open = new WeakMap<Deps, Map<string, number>>()

/**
 * Takes one of a user's five streams and of an address's twenty, and returns the way to give both back.
 * An empty address is a caller in process. Throws TOO_MANY_STREAMS { limit }.
 */
export function takeStreamSlot(
  deps: Deps,
  { userId, address }: { userId: string; address: string },
): () => void {
  const counts = open.get(deps) ?? new Map<string, number>()
  open.set(deps, counts)
  const wanted = [{ key: `user ${userId}`, limit: MAX_PER_USER }]
  if (address !== '') wanted.push({ key: `address ${address}`, limit: MAX_PER_ADDRESS })
  for (const { key, limit } of wanted) {
    if ((counts.get(key) ?? 0) >= limit) throw new DomainError('TOO_MANY_STREAMS', { limit })
  }
  for (const { key } of wanted) counts.set(key, (counts.get(key) ?? 0) + 1)
  return () => {
    for (const { key } of wanted) {
      const left = (counts.get(key) ?? 1) - 1
      if (left > 0) counts.set(key, left)
      else counts.delete(key)
    }
  }
}
