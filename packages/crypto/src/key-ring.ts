import { randomBytes } from 'node:crypto'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { CryptoError } from './crypto-error.ts'
import { exactObject, parseJsonQuietly } from './exact-object.ts'
import { Secret } from './secret.ts'
import { generateVaultKey, parseVaultKey, revealVaultKey, type VaultKey } from './vault-key.ts'
import type { VaultPublicKey } from './vault-public-key.ts'

const FORMAT = 'aetherflow-key-ring/1'
const FIELDS = ['format', 'primaryKeyId', 'keys', 'tagKey', 'fingerprintKey'] as const
const SYMMETRIC_KEY_BYTES = 32
const MAX_KEYS = 64
const MAX_CHARS = 65_536

/** Everything that opens the vault. Only the worker process holds one. */
export type KeyRing = {
  readonly primaryKeyId: string
  readonly keys: readonly VaultKey[]
  /** HMAC key of verification tags (32 bytes, base64url). */
  readonly tagKey: Secret
  /** HMAC key of duplicate detection (32 bytes, base64url). */
  readonly fingerprintKey: Secret
}

/** A new ring with one primary key. */
export async function createKeyRing(now: Date = new Date()): Promise<KeyRing> {
  const key = await generateVaultKey(now)
  return { primaryKeyId: key.id, keys: [key], tagKey: randomKey(), fingerprintKey: randomKey() }
}

/**
 * Reads a ring file. Strict: unknown properties, doubled ids, a primary that is not active, halves that
 * do not belong together are refused. No message quotes the text.
 * @throws CryptoError `KEY_RING_INVALID`
 */
export function parseKeyRing(json: string | Secret): KeyRing {
  const text = typeof json === 'string' ? json : json.reveal()
  const record = text.length <= MAX_CHARS ? exactObject(parseJsonQuietly(text), FIELDS) : null
  if (record === null || record.format !== FORMAT)
    throw new CryptoError('KEY_RING_INVALID', `not ${FORMAT}`)
  if (!Array.isArray(record.keys) || record.keys.length > MAX_KEYS) {
    throw new CryptoError('KEY_RING_INVALID', `needs a list of up to ${MAX_KEYS} keys`)
  }
  const keys = record.keys.map(parseVaultKey)
  if (new Set(keys.map((key) => key.id)).size !== keys.length) {
    throw new CryptoError('KEY_RING_INVALID', 'two keys have the same id')
  }
  const primary = keys.find((key) => key.id === record.primaryKeyId)
  if (primary?.state !== 'active')
    throw new CryptoError('KEY_RING_INVALID', 'the primary key is not an active key')
  const tagKey = symmetricKey(record.tagKey)
  const fingerprintKey = symmetricKey(record.fingerprintKey)
  if (tagKey.reveal() === fingerprintKey.reveal()) {
    throw new CryptoError('KEY_RING_INVALID', 'tagKey and fingerprintKey are the same')
  }
  return { primaryKeyId: primary.id, keys, tagKey, fingerprintKey }
}

/** The ring file's JSON. It is a Secret: reveal it only into a file of mode 0600 or a secret store. */
export function serializeKeyRing(ring: KeyRing): Secret {
  const file = {
    format: FORMAT,
    primaryKeyId: ring.primaryKeyId,
    keys: ring.keys.map(revealVaultKey),
    tagKey: ring.tagKey.reveal(),
    fingerprintKey: ring.fingerprintKey.reveal(),
  }
  return new Secret(`${JSON.stringify(file, null, 2)}\n`)
}

/**
 * Rotation, step 1: a ring with one more active key that is not primary. Roll it out to every worker
 * before `makePrimary`, else some of them meet texts that they cannot open.
 * @throws CryptoError `KEY_RING_INVALID` when the ring is full
 */
export async function addKey(ring: KeyRing, now: Date = new Date()): Promise<KeyRing> {
  if (ring.keys.length >= MAX_KEYS)
    throw new CryptoError('KEY_RING_INVALID', `holds ${MAX_KEYS} keys already`)
  return { ...ring, keys: [...ring.keys, await generateVaultKey(now)] }
}

/**
 * Rotation, step 2: new texts are sealed to this key. The former primary still opens.
 * @throws CryptoError `VAULT_KEY_UNKNOWN`, `VAULT_KEY_RETIRED`
 */
export function makePrimary(ring: KeyRing, keyId: string): KeyRing {
  const chosen = keyOf(ring, keyId)
  if (chosen.state === 'retired')
    throw new CryptoError('VAULT_KEY_RETIRED', 'a retired key cannot be primary')
  if (keyId === ring.primaryKeyId) return ring
  const keys = ring.keys.map((key): VaultKey => {
    if (key.id === keyId) return { ...key, state: 'active' }
    return key.id === ring.primaryKeyId ? { ...key, state: 'openable' } : key
  })
  return { ...ring, primaryKeyId: keyId, keys }
}

/**
 * Rotation, last step: destroys the private half, so that nothing sealed to this key opens again, old
 * backups included. The caller makes sure that no row has named it for 24 hours.
 * @throws CryptoError `VAULT_KEY_UNKNOWN`, `VAULT_KEY_PRIMARY`
 */
export function retireKey(ring: KeyRing, keyId: string): KeyRing {
  const retired = keyOf(ring, keyId).id
  if (retired === ring.primaryKeyId)
    throw new CryptoError('VAULT_KEY_PRIMARY', 'make another key primary first')
  const keys = ring.keys.map((key): VaultKey =>
    key.id === retired ? { ...key, state: 'retired', privateKey: null } : key,
  )
  return { ...ring, keys }
}

/** What clients seal to. */
export function primaryPublicKey(ring: KeyRing): VaultPublicKey {
  const { id, publicKey } = keyOf(ring, ring.primaryKeyId)
  return { keyId: id, publicKey }
}

/**
 * The ids that this ring has an answer for, at most 64. A retired key is among them: nothing sealed to it opens anywhere,
 * and its owner must hear of it. A text of another id is some other process's to open.
 */
export function keyIdsOf(ring: KeyRing): string[] {
  return ring.keys.map(({ id }) => id)
}

/**
 * The key of this id.
 * @throws CryptoError `VAULT_KEY_UNKNOWN`
 */
export function keyOf(ring: KeyRing, keyId: string): VaultKey {
  const key = ring.keys.find((candidate) => candidate.id === keyId)
  if (key === undefined)
    throw new CryptoError('VAULT_KEY_UNKNOWN', 'the ring has no key of this id')
  return key
}

function randomKey(): Secret {
  return new Secret(encodeBase64url(randomBytes(SYMMETRIC_KEY_BYTES)))
}

function symmetricKey(value: unknown): Secret {
  try {
    if (typeof value === 'string' && decodeBase64url(value).length === SYMMETRIC_KEY_BYTES)
      return new Secret(value)
  } catch {
    // falls through: the one refusal below
  }
  throw new CryptoError(
    'KEY_RING_INVALID',
    `tagKey and fingerprintKey need ${SYMMETRIC_KEY_BYTES} bytes`,
  )
}
