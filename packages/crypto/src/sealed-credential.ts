import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { isVaultKeyId, SEALED_FORMAT } from './credential-context.ts'
import { CryptoError } from './crypto-error.ts'
import { PLAINTEXT_KEY_BYTES } from './plaintext-key.ts'
import { POINT_BYTES } from './vault-public-key.ts'

const GCM_TAG_BYTES = 16

/** Longest accepted sealed text; the longest that sealing can make is about 850 characters. */
export const SEALED_MAX_CHARS = 4096

/** The parts of `af1.<vault key id>.<encapsulated key>.<ciphertext>`. */
export type SealedCredential = {
  readonly keyId: string
  readonly encapsulated: Uint8Array<ArrayBuffer>
  /** AES-256-GCM ciphertext followed by its 16-byte tag. */
  readonly ciphertext: Uint8Array<ArrayBuffer>
}

/** The one text form of a sealed credential. */
export function formatSealed({ keyId, encapsulated, ciphertext }: SealedCredential): string {
  return [SEALED_FORMAT, keyId, encodeBase64url(encapsulated), encodeBase64url(ciphertext)].join(
    '.',
  )
}

/**
 * Reads a sealed text without any key, also in a browser or at the API's edge. Sizes are bounded before
 * anything is decoded, and only the exact text that sealing writes is accepted.
 * @throws CryptoError `CREDENTIAL_UNREADABLE`
 */
export function parseSealed(sealed: string): SealedCredential {
  if (sealed.length > SEALED_MAX_CHARS) {
    throw new CryptoError('CREDENTIAL_UNREADABLE', 'longer than any sealed credential')
  }
  const [format, keyId, encapsulatedText, ciphertextText, ...rest] = sealed.split('.', 5)
  if (format !== SEALED_FORMAT || !isVaultKeyId(keyId) || rest.length > 0) throw malformed()
  const encapsulated = decodeField(encapsulatedText)
  const ciphertext = decodeField(ciphertextText)
  const keyBytes = ciphertext.length - GCM_TAG_BYTES
  if (encapsulated.length !== POINT_BYTES) throw malformed()
  if (keyBytes < PLAINTEXT_KEY_BYTES.min || keyBytes > PLAINTEXT_KEY_BYTES.max) throw malformed()
  return { keyId, encapsulated, ciphertext }
}

function decodeField(text: string | undefined): Uint8Array<ArrayBuffer> {
  if (text === undefined) throw malformed()
  try {
    return decodeBase64url(text)
  } catch {
    throw malformed()
  }
}

function malformed(): CryptoError {
  return new CryptoError('CREDENTIAL_UNREADABLE', 'not a sealed credential')
}
