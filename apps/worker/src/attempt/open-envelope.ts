import type { CredentialContext } from '@aetherflow/crypto/credential-context'
import type { KeyRing } from '@aetherflow/crypto/key-ring'
import { openCredential } from '@aetherflow/crypto/open-credential'
import type { Secret } from '@aetherflow/crypto/secret'

/** A sealed key as procedures hand it out. */
export type Envelope = CredentialContext & { sealed: string; tag: string }

/** Opens an envelope with this process's ring. Rejects for a row whose tag does not fit. */
export function openEnvelope(ring: KeyRing, envelope: Envelope): Promise<Secret> {
  const { sealed, tag, credentialId, version, ownerId, upstream, upstreamHost } = envelope
  return openCredential(
    ring,
    sealed,
    { credentialId, version, ownerId, upstream, upstreamHost },
    tag,
  )
}
