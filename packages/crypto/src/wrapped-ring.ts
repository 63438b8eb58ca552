import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { CryptoError } from './crypto-error.ts'
import { exactObject, parseJsonQuietly } from './exact-object.ts'
import { type KeyRing, parseKeyRing, primaryPublicKey, serializeKeyRing } from './key-ring.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import { Secret } from './secret.ts'
import type { VaultPublicKey } from './vault-public-key.ts'

const FORMAT = 'aetherflow-wrapped-ring/1'
const FIELDS = ['format', 'kms', 'wrappedKey', 'keyId', 'publicKey', 'nonce', 'ciphertext'] as const
const DATA_KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const tagged = { authTagLength: TAG_BYTES }
const MAX_CHARS = 131_072

/** A ring that only a key management service can open: sealed under a data key which that service has wrapped. */
export type WrappedRing = {
  /** Which kind of service wrapped the data key. */
  readonly kms: string
  readonly wrappedKey: Uint8Array
  /** What clients seal to; readable without the service. */
  readonly vaultPublicKey: VaultPublicKey
  readonly nonce: Uint8Array
  readonly ciphertext: Uint8Array
}

/** A new data key. It is handed to the service, used once, and filled with zeros by its holder. */
export function newDataKey(): Uint8Array {
  return randomBytes(DATA_KEY_BYTES)
}

/**
 * Seals a ring under a data key with AES-256-GCM, bound to the service, the wrapped key and the public key beside it.
 * @returns the file's text; nothing in it is secret without the service
 */
export function wrapRing(
  ring: KeyRing,
  dataKey: Uint8Array,
  by: { kms: string; wrappedKey: Uint8Array },
): string {
  const nonce = randomBytes(NONCE_BYTES)
  const { keyId, publicKey } = primaryPublicKey(ring)
  const head = { ...by, vaultPublicKey: { keyId, publicKey } }
  const cipher = createCipheriv('aes-256-gcm', dataKey, nonce, tagged)
  cipher.setAAD(associatedData(head))
  const text = serializeKeyRing(ring).reveal()
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  const file = {
    format: FORMAT,
    kms: by.kms,
    wrappedKey: encodeBase64url(by.wrappedKey),
    keyId,
    publicKey,
    nonce: encodeBase64url(nonce),
    ciphertext: encodeBase64url(body),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** Whether a ring file is wrapped, judged by its format alone. */
export function isWrappedRing(text: string): boolean {
  const value = text.length <= MAX_CHARS ? parseJsonQuietly(text) : null
  return typeof value === 'object' && value !== null && 'format' in value && value.format === FORMAT
}

/**
 * Reads a wrapped ring file without opening it. No message quotes the text.
 * @throws CryptoError `WRAPPED_RING_INVALID`
 */
export function parseWrappedRing(text: string): WrappedRing {
  const record = text.length <= MAX_CHARS ? exactObject(parseJsonQuietly(text), FIELDS) : null
  if (record === null || record.format !== FORMAT) throw invalid(`not ${FORMAT}`)
  const { kms, keyId, publicKey } = record
  if (typeof kms !== 'string' || typeof keyId !== 'string' || typeof publicKey !== 'string')
    throw invalid('a field is not text')
  return {
    kms,
    wrappedKey: bytesOf(record.wrappedKey),
    vaultPublicKey: { keyId, publicKey },
    nonce: bytesOf(record.nonce, NONCE_BYTES),
    ciphertext: bytesOf(record.ciphertext),
  }
}

/**
 * Opens a wrapped ring with the data key that its service has unwrapped.
 * @throws CryptoError `WRAPPED_RING_INVALID` for another key or a changed file, `KEY_RING_INVALID`
 */
export function openWrappedRing(wrapped: WrappedRing, dataKey: Uint8Array): KeyRing {
  if (dataKey.length !== DATA_KEY_BYTES || wrapped.ciphertext.length <= TAG_BYTES)
    throw invalid('the data key does not fit')
  const body = wrapped.ciphertext.subarray(0, -TAG_BYTES)
  let text: string
  try {
    const decipher = createDecipheriv('aes-256-gcm', dataKey, wrapped.nonce, tagged)
    decipher.setAAD(associatedData(wrapped))
    decipher.setAuthTag(wrapped.ciphertext.subarray(-TAG_BYTES))
    text = Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
  } catch {
    throw invalid('the data key does not fit')
  }
  const ring = parseKeyRing(new Secret(text))
  if (primaryPublicKey(ring).publicKey !== wrapped.vaultPublicKey.publicKey)
    throw invalid('another public key stands beside it')
  return ring
}

type Head = Pick<WrappedRing, 'kms' | 'wrappedKey' | 'vaultPublicKey'>

function associatedData({ kms, wrappedKey, vaultPublicKey }: Head): Uint8Array {
  const { keyId, publicKey } = vaultPublicKey
  return lengthPrefixed([FORMAT, kms, wrappedKey, keyId, publicKey])
}

function bytesOf(value: unknown, length?: number): Uint8Array {
  let bytes: Uint8Array
  try {
    bytes = decodeBase64url(typeof value === 'string' ? value : '!')
  } catch {
    throw invalid('a field is not base64url')
  }
  if (length !== undefined && bytes.length !== length) throw invalid('a field has another length')
  return bytes
}

function invalid(reason: string): CryptoError {
  return new CryptoError('WRAPPED_RING_INVALID', reason)
}
