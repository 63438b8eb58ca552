import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { CryptoError } from './crypto-error.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import type { Secret } from './secret.ts'

const PURPOSE = 'aetherflow-totp-seed/1'
const MIN_SECRET_CHARS = 32
const SEED_BYTES = 20
const NONCE_BYTES = 12
const TAG_BYTES = 16
const SEALED = /^ts1\.(?<content>[A-Za-z0-9_-]{64})$/

/** A new seed: 160 random bits, what RFC 4226 §4 recommends for SHA-1. */
export function newTotpSeed(): Uint8Array {
  return randomBytes(SEED_BYTES)
}

// Guards a copy of the database (backup, SQL injection, replica) and a seed moved to another user's row.
// Not against who holds the web process or its secret: it must read seeds to check codes (docs/adr/0014).
/**
 * A seed for the database: `ts1.` and base64url of nonce, AES-256-GCM ciphertext and tag. The key is
 * HKDF-SHA256 of the secret for this purpose only; the user's id is the associated data.
 * @param secret at least 32 characters; with another one the seed cannot be opened again
 * @throws CryptoError `SECRET_TOO_SHORT`
 */
export function sealTotpSeed(secret: Secret, userId: string, seed: Uint8Array): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce)
  cipher.setAAD(contextOf(userId))
  const content = [nonce, cipher.update(seed), cipher.final(), cipher.getAuthTag()]
  return `ts1.${encodeBase64url(Buffer.concat(content))}`
}

/**
 * The seed of this user. Every reason not to open gets one answer: other secret, other user, changed or
 * foreign text.
 * @throws CryptoError `SEED_UNREADABLE`, `SECRET_TOO_SHORT`
 */
export function openTotpSeed(secret: Secret, userId: string, sealed: string): Uint8Array {
  const key = keyOf(secret)
  const content = SEALED.exec(sealed)?.groups?.['content']
  if (content === undefined) throw new CryptoError('SEED_UNREADABLE', 'not a sealed seed')
  const bytes = decodeBase64url(content)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(contextOf(userId))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const seed = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
    return Buffer.concat([seed, decipher.final()])
  } catch {
    throw new CryptoError(
      'SEED_UNREADABLE',
      'sealed for another user, with another secret, or changed',
    )
  }
}

function keyOf(secret: Secret): Uint8Array {
  const text = secret.reveal()
  if (text.length < MIN_SECRET_CHARS)
    throw new CryptoError('SECRET_TOO_SHORT', `sealing needs ${MIN_SECRET_CHARS} characters`)
  return new Uint8Array(hkdfSync('sha256', text, '', PURPOSE, 32))
}

function contextOf(userId: string): Uint8Array {
  return lengthPrefixed([PURPOSE, userId])
}
