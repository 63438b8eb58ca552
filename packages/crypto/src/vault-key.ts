import { createECDH, randomBytes, webcrypto } from 'node:crypto'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { isVaultKeyId } from './credential-context.ts'
import { CryptoError } from './crypto-error.ts'
import { exactObject } from './exact-object.ts'
import { Secret } from './secret.ts'
import { publicKeyBytes } from './vault-public-key.ts'

/** `active`: may be primary. `openable`: was primary, still opens. `retired`: opens nothing any more. */
type VaultKeyState = 'active' | 'openable' | 'retired'

/** One key pair of the ring. A retired one has lost its private half; its id stays, never to be reused. */
export type VaultKey = {
  readonly id: string
  readonly state: VaultKeyState
  /** ISO 8601, UTC, milliseconds. */
  readonly createdAt: string
  /** Uncompressed P-256 point, base64url. */
  readonly publicKey: string
  /** P-256 scalar (32 bytes), base64url. */
  readonly privateKey: Secret | null
}

const ECDH = { name: 'ECDH', namedCurve: 'P-256' }
const SCALAR_BYTES = 32
const FIELDS = ['id', 'state', 'createdAt', 'publicKey', 'privateKey'] as const

/** A new active key pair with a random id. */
export async function generateVaultKey(createdAt: Date): Promise<VaultKey> {
  const pair = await webcrypto.subtle.generateKey(ECDH, true, ['deriveBits'])
  const point = await webcrypto.subtle.exportKey('raw', pair.publicKey)
  // JWK (RFC 7518 §6.2.2.1) keeps leading zero bytes of the scalar; Node's ECDH class drops them.
  const { d: scalar } = await webcrypto.subtle.exportKey('jwk', pair.privateKey)
  if (scalar === undefined)
    throw new CryptoError('KEY_RING_INVALID', 'the new key has no private half')
  return {
    id: `vk-${randomBytes(8).toString('hex')}`,
    state: 'active',
    createdAt: createdAt.toISOString(),
    publicKey: encodeBase64url(new Uint8Array(point)),
    privateKey: new Secret(scalar),
  }
}

/**
 * Reads one key of a ring file and checks that the private half belongs to the public one.
 * @throws CryptoError `KEY_RING_INVALID`
 */
export function parseVaultKey(value: unknown): VaultKey {
  const record = exactObject(value, FIELDS)
  if (record === null)
    throw new CryptoError('KEY_RING_INVALID', 'a key has missing or unknown properties')
  const { id, state, createdAt, publicKey, privateKey } = record
  if (!isVaultKeyId(id)) throw new CryptoError('KEY_RING_INVALID', 'a key has no valid id')
  if (state !== 'active' && state !== 'openable' && state !== 'retired') {
    throw new CryptoError('KEY_RING_INVALID', 'a key has an unknown state')
  }
  if (!isTimestamp(createdAt))
    throw new CryptoError('KEY_RING_INVALID', 'a key has no valid createdAt')
  if (!isPoint(publicKey))
    throw new CryptoError('KEY_RING_INVALID', 'a publicKey is not a P-256 point')
  if (state === 'retired') {
    if (privateKey !== null)
      throw new CryptoError('KEY_RING_INVALID', 'a retired key must have no privateKey')
    return { id, state, createdAt, publicKey, privateKey: null }
  }
  if (typeof privateKey !== 'string' || publicKeyOf(privateKey) !== publicKey) {
    throw new CryptoError('KEY_RING_INVALID', 'a privateKey does not belong to its publicKey')
  }
  return { id, state, createdAt, publicKey, privateKey: new Secret(privateKey) }
}

/** The form in which a key is written to a ring file; it holds the private half in the clear. */
export function revealVaultKey(key: VaultKey): Record<(typeof FIELDS)[number], string | null> {
  return { ...key, privateKey: key.privateKey?.reveal() ?? null }
}

function isPoint(value: unknown): value is string {
  try {
    return (
      typeof value === 'string' && publicKeyBytes({ keyId: 'any', publicKey: value }).length > 0
    )
  } catch {
    return false
  }
}

function publicKeyOf(privateKey: string): string | null {
  try {
    const scalar = decodeBase64url(privateKey)
    if (scalar.length !== SCALAR_BYTES) return null
    const pair = createECDH('prime256v1')
    pair.setPrivateKey(scalar)
    return encodeBase64url(pair.getPublicKey())
  } catch {
    return null
  }
}

function isTimestamp(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const date = new Date(value)
  return !Number.isNaN(date.getTime()) && date.toISOString() === value
}
