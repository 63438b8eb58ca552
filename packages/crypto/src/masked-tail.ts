import { isPlaintextKey } from './plaintext-key.ts'
import type { Secret } from './secret.ts'

const TAIL_CHARS = 4
// Below this the tail would be a fair part of the key.
const SHORTEST_WITH_TAIL = 16

/**
 * All that is ever shown of a deposited key: `…` and its last four characters, or only `…` when the key
 * is shorter than 16 characters or no valid key. The client computes it before sealing.
 */
export function maskedTail(key: Secret | string): string {
  const value = typeof key === 'string' ? key : key.reveal()
  return isPlaintextKey(value) && value.length >= SHORTEST_WITH_TAIL
    ? `…${value.slice(-TAIL_CHARS)}`
    : '…'
}
