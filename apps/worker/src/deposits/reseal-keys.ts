import { randomUUID } from 'node:crypto'
import type { KeyRing } from '@aetherflow/crypto/key-ring'
import { resealCredential } from '@aetherflow/crypto/reseal-credential'
import type { VaultWatch } from '../vault/vault-watch.ts'
import type { WorkerCaller } from '../worker-caller.ts'

type ResealPorts = { caller: Pick<WorkerCaller, 'gateway'>; ring: KeyRing; vault?: VaultWatch }

const first = '00000000-0000-0000-0000-000000000000'

/**
 * One round of a vault key's rotation: keys that are sealed to another vault key than the primary one are sealed anew, in
 * batches, each by one compare-and-swap. Nothing is held between rounds, so a worker may die anywhere and the next goes on.
 * What does not open stays as it is; its resource's own probe says so.
 */
export async function resealKeys(
  { caller, ring, vault }: ResealPorts,
  batch = 100,
): Promise<{ more: boolean }> {
  const vaultKeyIds = ring.keys
    .filter((key) => key.id !== ring.primaryKeyId && key.privateKey !== null)
    .map(({ id }) => id)
  const { missing } = await caller.gateway.reportRing({
    primaryKeyId: ring.primaryKeyId,
    keyIds: ring.keys.filter((key) => key.privateKey !== null).map(({ id }) => id),
  })
  vault?.named(missing)
  if (vaultKeyIds.length === 0) return { more: false }
  // Workers begin at places of their own, so that they do not do the same work.
  let resealed = 0
  for (const after of [randomUUID(), first]) {
    const claim = { vaultKeyIds, after, limit: batch }
    const { credentials } = await caller.gateway.claimReseal(claim)
    const done = await Promise.all(
      credentials.map(async ({ sealed: before, tag, ...claimed }) => {
        const { credentialId, version, ownerId, upstream, upstreamHost } = claimed
        const context = { credentialId, version, ownerId, upstream, upstreamHost }
        const anew = await resealCredential(ring, before, context, tag).catch(() => null)
        return anew === null ? [] : [{ credentialId, before, ...anew }]
      }),
    )
    const report = { credentials: done.flat() }
    if (report.credentials.length > 0)
      resealed += (await caller.gateway.reportReseal(report)).resealed
  }
  return { more: resealed > 0 }
}
