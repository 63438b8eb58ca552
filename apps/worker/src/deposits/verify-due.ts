import type { KeyRing } from '@aetherflow/crypto/key-ring'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import type { WorkerCaller } from '../worker-caller.ts'
import { verifyCredential } from './verify-credential.ts'

export type DepositPorts = {
  caller: WorkerCaller
  ring: KeyRing
  upstreams: ReadonlyMap<string, ImageUpstream>
  simulatedKeysOnly: boolean
}

const batch = 10

/** Verifies freshly sealed keys, and live ones whose owner wants them back on the market. */
export async function verifyDue(ports: DepositPorts): Promise<{ more: boolean }> {
  const { caller, ring, upstreams, simulatedKeysOnly } = ports
  const { verifications } = await caller.gateway.claimVerifications({ limit: batch })
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
      if (upstream === undefined) return
      const deposit = { credentialId, version, ownerId, upstream: id, upstreamHost, sealed, tag }
      const verdict = await verifyCredential({ ring, upstream, simulatedKeysOnly }, deposit)
      await caller.gateway.reportVerification({ credentialId, fence, ...verdict })
    }),
  )
  return { more: verifications.length === batch }
}
