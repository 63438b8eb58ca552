import type { CredentialContext } from './credential-context.ts'
import { type KeyRing, primaryPublicKey } from './key-ring.ts'
import { openCredential } from './open-credential.ts'
import { sealCredential } from './seal-credential.ts'
import { verificationTag } from './verification-tag.ts'

export type Resealed = { sealed: string; tag: string; vaultKeyId: string }

/**
 * Seals a verified credential anew, to the ring's primary key, with a tag of its own: how a vault key is rotated. The old
 * text goes on opening until its vault key is retired.
 * @throws CryptoError `VAULT_KEY_UNKNOWN`, `CREDENTIAL_UNREADABLE`; `reason` says why, for the operator
 */
export async function resealCredential(
  ring: KeyRing,
  sealed: string,
  context: CredentialContext,
  tag: string,
): Promise<Resealed> {
  const key = await openCredential(ring, sealed, context, tag)
  const resealed = await sealCredential(primaryPublicKey(ring), context, key.reveal())
  return {
    sealed: resealed,
    tag: verificationTag(ring, resealed, context),
    vaultKeyId: ring.primaryKeyId,
  }
}
