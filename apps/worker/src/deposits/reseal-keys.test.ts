import {
  addKey,
  type KeyRing,
  makePrimary,
  primaryPublicKey,
  retireKey,
} from '@aetherflow/crypto/key-ring'
import { resealCredential } from '@aetherflow/crypto/reseal-credential'
import { deleteResource } from '@aetherflow/api/gateway/delete-resource'
import { resumeResource } from '@aetherflow/api/gateway/resume-resource'
import { stopResources } from '@aetherflow/api/gateway/stop-resources'
import { addUser } from '@aetherflow/api/testing/arrange'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { addResource, verdictOn } from '@aetherflow/api/testing/deposit-key'
import { expect, it } from 'vitest'
import { openEnvelope } from '../attempt/open-envelope.ts'
import { workerMarket } from '../testing/worker-market.ts'
import { resealKeys } from './reseal-keys.ts'

const market = workerMarket()
const first = '00000000-0000-0000-0000-000000000000'

async function nextRing(ring: KeyRing): Promise<KeyRing> {
  const grown = await addKey(ring)
  return makePrimary(grown, grown.keys.at(-1)?.id ?? '')
}

async function due(ring: KeyRing) {
  const vaultKeyIds = ring.keys.filter(({ id }) => id !== ring.primaryKeyId).map(({ id }) => id)
  return (await market.caller.gateway.claimReseal({ vaultKeyIds, after: first, limit: 200 }))
    .credentials
}

async function supplied() {
  const owner = await addUser(market.test, 'provider')
  const resourceId = await addResource(market.test, owner)
  const ring = await nextRing(market.test.keyRing)
  const credential = (await due(ring)).find((one) => one.resourceId === resourceId)
  if (credential === undefined) throw new Error('not due')
  return { owner, resourceId, ring, credential }
}

it('seals every verified key to the primary vault key, until none names another', async () => {
  const { resourceId, ring, credential } = await supplied()
  const key = await openEnvelope(ring, credential)
  while ((await resealKeys({ caller: market.caller, ring })).more);
  expect(await due(ring)).toEqual([])
  const { rows } = await market.test.admin.query(
    'SELECT sealed, verification_tag AS tag, vault_key_id FROM credentials WHERE resource_id = $1',
    [resourceId],
  )
  expect(rows[0].vault_key_id).toBe(ring.primaryKeyId)
  const retired = retireKey(ring, market.test.keyRing.primaryKeyId)
  const { sealed, tag } = rows[0]
  const opened = await openEnvelope(retired, { ...credential, sealed, tag })
  expect(opened.reveal()).toBe(key.reveal())
})

it('gives way to a deletion, a rotation or another worker that came first', async () => {
  const { owner, resourceId, ring, credential } = await supplied()
  const { sealed: before, tag, resourceId: _, ...context } = credential
  const report = async () => {
    const anew = await resealCredential(ring, before, context, tag)
    const credentials = [{ credentialId: credential.credentialId, before, ...anew }]
    return (await market.caller.gateway.reportReseal({ credentials })).resealed
  }
  expect(await report()).toBe(1)
  expect(await report()).toBe(0)
  await deleteResource(userCtx(market.test.deps, owner), { resourceId })
  expect(await report()).toBe(0)
  const { rows } = await market.test.admin.query(
    'SELECT sealed FROM credentials WHERE resource_id = $1',
    [resourceId],
  )
  expect(rows).toEqual([{ sealed: null }])
})

it('may come between a look at a live key and its report', async () => {
  const { owner, resourceId, ring, credential } = await supplied()
  const key = await openEnvelope(ring, credential)
  const ctx = userCtx(market.test.deps, owner)
  await stopResources(ctx, { resourceId })
  await resumeResource(ctx, { resourceId })
  const { verifications } = await market.caller.gateway.claimVerifications({ limit: 50 })
  const looked = verifications.find((one) => one.resourceId === resourceId)
  if (looked === undefined) throw new Error('not claimed')
  const verdict = await verdictOn(market.test, looked)
  while ((await resealKeys({ caller: market.caller, ring })).more);
  await market.caller.gateway.reportVerification(verdict)
  const { rows } = await market.test.admin.query(
    `SELECT sealed, verification_tag AS tag, vault_key_id, r.status FROM credentials c
     JOIN resources r ON r.id = c.resource_id WHERE r.id = $1`,
    [resourceId],
  )
  const { sealed, tag, vault_key_id: vaultKeyId, status } = rows[0]
  expect([status, vaultKeyId]).toEqual(['active', ring.primaryKeyId])
  const opened = await openEnvelope(ring, { ...credential, sealed, tag })
  expect(opened.reveal()).toBe(key.reveal())
})

it('ends its rounds although a key does not open, and leaves that key as it is', async () => {
  const { ring, credential } = await supplied()
  const { credentialId } = credential
  const text = `UPDATE credentials SET verification_tag = repeat('0', 64) WHERE id = $1`
  await market.test.admin.query(text, [credentialId])
  while ((await resealKeys({ caller: market.caller, ring })).more);
  expect((await due(ring)).map((one) => one.credentialId)).toEqual([credentialId])
  await market.test.admin
    .query(`DELETE FROM credentials WHERE id = $1`, [credentialId])
    .catch(() => null)
})

it('says which vault keys it opens, and by when nobody names one any more', async () => {
  const { ring } = await supplied()
  const old = market.test.keyRing.primaryKeyId
  const state = async () => {
    const text = `SELECT superseded_at IS NOT NULL AS superseded, empty_since IS NOT NULL AS empty FROM vault_keys WHERE id = $1`
    return (await market.test.admin.query(text, [old])).rows[0]
  }
  await market.test.admin.query('DELETE FROM vault_ring_reports')
  await resealKeys({ caller: market.caller, ring: market.test.keyRing })
  expect(await state()).toEqual({ superseded: false, empty: false })
  await market.test.admin.query(
    `UPDATE credentials SET state = 'destroyed', sealed = NULL WHERE verification_tag = repeat('0', 64)`,
  )
  while ((await resealKeys({ caller: market.caller, ring })).more);
  expect(await state()).toEqual({ superseded: true, empty: true })
  expect(primaryPublicKey(ring).keyId).not.toBe(old)
})
