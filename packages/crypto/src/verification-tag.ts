import { createHash, timingSafeEqual } from 'node:crypto'
import { decodeBase64url } from './base64url.ts'
import { type CredentialContext, encodeAssociatedData } from './credential-context.ts'
import type { KeyRing } from './key-ring.ts'
import { keyedHash } from './keyed-hash.ts'
import { parseSealed } from './sealed-credential.ts'

/**
 * The tag that the worker stores once it has verified a deposit, as 64 hex digits: HMAC over the
 * associated data and the SHA-256 of the whole sealed text. Anybody can seal to the public key; only
 * the worker can tag, so a row without its tag is dead.
 * @throws CryptoError `CREDENTIAL_UNREADABLE`, `CONTEXT_INVALID`
 */
export function verificationTag(ring: KeyRing, sealed: string, context: CredentialContext): string {
  const associatedData = encodeAssociatedData(parseSealed(sealed).keyId, context)
  const sealedHash = createHash('sha256').update(sealed).digest()
  const tagKey = decodeBase64url(ring.tagKey.reveal())
  return keyedHash(tagKey, 'aetherflow-verification-tag/1', [associatedData, sealedHash]).toString(
    'hex',
  )
}

/**
 * Whether the tag belongs to this sealed text in this context, compared in constant time. A no means something only of
 * a ring that holds the text's vault key: another ring has another tag key.
 * @throws CryptoError `CREDENTIAL_UNREADABLE`, `CONTEXT_INVALID`
 */
export function matchesVerificationTag(
  ring: KeyRing,
  sealed: string,
  context: CredentialContext,
  tag: string,
): boolean {
  const expected = Buffer.from(verificationTag(ring, sealed, context))
  const given = Buffer.from(tag)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
