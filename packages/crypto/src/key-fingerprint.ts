import { decodeBase64url } from './base64url.ts'
import type { KeyRing } from './key-ring.ts'
import { keyedHash } from './keyed-hash.ts'
import type { Secret } from './secret.ts'

/**
 * Recognises that a key was deposited before, without storing it: HMAC over upstream and key, as 64 hex
 * digits. Keyed, so that a leaked table cannot be searched with guessed keys.
 */
export function keyFingerprint(ring: KeyRing, upstream: string, key: Secret): string {
  const fingerprintKey = decodeBase64url(ring.fingerprintKey.reveal())
  return keyedHash(fingerprintKey, 'aetherflow-key-fingerprint/1', [
    upstream,
    key.reveal(),
  ]).toString('hex')
}
