import { CryptoError } from './crypto-error.ts'
import { lengthPrefixed } from './length-prefixed.ts'

/** Names the format in every associated data and as the first field of every sealed text. */
export const SEALED_FORMAT = 'af1'

/** What a sealed key belongs to. A ciphertext opens in exactly the context in which it was sealed. */
export type CredentialContext = {
  /** Made by the server, single use. */
  readonly credentialId: string
  /** Counts from 1 for each replacement of the key. */
  readonly version: number
  readonly ownerId: string
  /** Name in the upstream catalogue, such as `stability`. */
  readonly upstream: string
  /** The upstream's canonical host, such as `api.stability.ai`; never a simulator's address. */
  readonly upstreamHost: string
}

// ASCII only: TextEncoder turns every lone surrogate into the same bytes, which would merge contexts.
const NAME = /^[\x21-\x7e]{1,128}$/
const HOST =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9]([a-z0-9-]{0,62}))*(:[1-9][0-9]{0,4})?$/
const VAULT_KEY_ID = /^[a-z0-9][a-z0-9-]{0,31}$/

/** Whether this may name a vault key: 1–32 lower-case letters, digits and hyphens, so never a dot. */
export function isVaultKeyId(value: unknown): value is string {
  return typeof value === 'string' && VAULT_KEY_ID.test(value)
}

/**
 * The associated data of a sealed credential: format, vault key id, credential id, version, owner,
 * upstream and host, each length-prefixed, so that no field can borrow bytes from its neighbour.
 * @throws CryptoError `CONTEXT_INVALID` when a field is empty, too long or not canonical
 */
export function encodeAssociatedData(
  vaultKeyId: string,
  context: CredentialContext,
): Uint8Array<ArrayBuffer> {
  const { credentialId, version, ownerId, upstream, upstreamHost } = context
  if (!isVaultKeyId(vaultKeyId)) throw new CryptoError('CONTEXT_INVALID', 'vault key id')
  if (!NAME.test(credentialId)) throw new CryptoError('CONTEXT_INVALID', 'credential id')
  if (!Number.isSafeInteger(version) || version < 1)
    throw new CryptoError('CONTEXT_INVALID', 'version')
  if (!NAME.test(ownerId)) throw new CryptoError('CONTEXT_INVALID', 'owner id')
  if (!NAME.test(upstream)) throw new CryptoError('CONTEXT_INVALID', 'upstream')
  if (!HOST.test(upstreamHost)) throw new CryptoError('CONTEXT_INVALID', 'upstream host')
  return lengthPrefixed([
    SEALED_FORMAT,
    vaultKeyId,
    credentialId,
    String(version),
    ownerId,
    upstream,
    upstreamHost,
  ])
}
