import { decodeBase64url } from './base64url.ts'
import { isVaultKeyId } from './credential-context.ts'
import { CryptoError } from './crypto-error.ts'
import { exactObject, parseJsonQuietly } from './exact-object.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import { subtleCrypto } from './subtle-crypto.ts'

/** The vault's public half, as given to everyone who seals. Process configuration, never a database row. */
export type VaultPublicKey = {
  readonly keyId: string
  /** Uncompressed P-256 point (65 bytes), base64url. */
  readonly publicKey: string
}

/** Length of an uncompressed P-256 point (SEC 1 §2.3.3): 0x04, x, y. */
export const POINT_BYTES = 65

/**
 * The 65 bytes of the point. That it lies on the curve is checked when a cipher imports it.
 * @throws CryptoError `PUBLIC_KEY_INVALID`
 */
export function publicKeyBytes(key: VaultPublicKey): Uint8Array<ArrayBuffer> {
  if (!isVaultKeyId(key.keyId)) throw new CryptoError('PUBLIC_KEY_INVALID', 'key id')
  let point: Uint8Array<ArrayBuffer>
  try {
    point = decodeBase64url(key.publicKey)
  } catch {
    throw new CryptoError('PUBLIC_KEY_INVALID', 'not base64url')
  }
  if (point.length !== POINT_BYTES || point[0] !== 4) {
    throw new CryptoError('PUBLIC_KEY_INVALID', 'not an uncompressed P-256 point')
  }
  return point
}

/**
 * Reads `{"keyId": …, "publicKey": …}`; any other property or form is refused.
 * @throws CryptoError `PUBLIC_KEY_INVALID`
 */
export function parseVaultPublicKey(json: string): VaultPublicKey {
  const record =
    json.length <= 1024 ? exactObject(parseJsonQuietly(json), ['keyId', 'publicKey']) : null
  if (record === null)
    throw new CryptoError('PUBLIC_KEY_INVALID', 'not an object of keyId and publicKey')
  const { keyId, publicKey } = record
  if (typeof keyId !== 'string' || typeof publicKey !== 'string') {
    throw new CryptoError('PUBLIC_KEY_INVALID', 'keyId and publicKey must be text')
  }
  const key = { keyId, publicKey }
  publicKeyBytes(key)
  return key
}

/**
 * SHA-256 over key id and point, as 64 hex digits. Clients pin it: a server that shows another key, or
 * the same key under another id, shows another fingerprint.
 * @throws CryptoError `PUBLIC_KEY_INVALID`, `WEB_CRYPTO_UNAVAILABLE`
 */
export async function publicKeyFingerprint(key: VaultPublicKey): Promise<string> {
  const content = lengthPrefixed(['aetherflow-vault-public-key/1', key.keyId, publicKeyBytes(key)])
  const digest = new Uint8Array(await subtleCrypto().digest('SHA-256', content))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
