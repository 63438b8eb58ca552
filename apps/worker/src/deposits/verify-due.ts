import { type KeyRing, keyIdsOf } from '@aetherflow/crypto/key-ring'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import type { VaultWatch } from '../vault/vault-watch.ts'
import type { WorkerCaller } from '../worker-caller.ts'
import { type Verdict, verifyCredential } from './verify-credential.ts'

export type DepositPorts = {
  caller: WorkerCaller
  ring: KeyRing
  /** Where missing vault keys are told. */
  vault?: VaultWatch
  upstreams: ReadonlyMap<string, ImageUpstream>
  simulatedKeysOnly: boolean
}

const batch = 10

/** Silence would leave the key claimed, minute after minute, and its owner waiting. */
const unknownUpstream: Verdict = {
  checks: [{ check: 'authentication', result: 'failed', code: 'UPSTREAM_UNKNOWN' }],
  result: { kind: 'failed', code: 'UPSTREAM_UNKNOWN' },
}

/** Verifies freshly sealed keys, and live ones whose owner wants them back on the market. */
export async function verifyDue(ports: DepositPorts): Promise<{ more: boolean }> {
  const { caller, ring, upstreams, simulatedKeysOnly } = ports
  const claim = { limit: batch, vaultKeyIds: keyIdsOf(ring) }
  const { verifications } = await caller.gateway.claimVerifications(claim)
  await Promise.all(
    verifications.map(async (claimed) => {
      const {
        credentialId,
        version,
        ownerId,
        upstream: id,
        upstreamHost,
        sealed,
        tag,
        fence,
      } = claimed
      const upstream = upstreams.get(id)
      const deposit = { credentialId, version, ownerId, upstream: id, upstreamHost, sealed, tag }
      const verdict =
        upstream === undefined
          ? unknownUpstream
          : await verifyCredential({ ring, upstream, simulatedKeysOnly }, deposit)
      await caller.gateway.reportVerification({ credentialId, fence, ...verdict })
    }),
  )
  return { more: verifications.length === batch }
}
