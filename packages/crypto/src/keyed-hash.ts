import { createHmac } from 'node:crypto'
import { lengthPrefixed } from './length-prefixed.ts'

/**
 * HMAC-SHA256 over length-prefixed parts. The purpose comes first, so that a hash made for one use is
 * worthless in another, even under the same key.
 */
export function keyedHash(
  key: Uint8Array,
  purpose: string,
  parts: readonly (string | Uint8Array)[],
): Buffer {
  return createHmac('sha256', key)
    .update(lengthPrefixed([purpose, ...parts]))
    .digest()
}
