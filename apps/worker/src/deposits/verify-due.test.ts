import { addUser } from '@aetherflow/api/testing/arrange'
import { workerCtx } from '@aetherflow/api/testing/contexts'
import { depositKey, newKey } from '@aetherflow/api/testing/deposit-key'
import { claimVerifications } from '@aetherflow/api/gateway/claim-verifications'
import { createKeyRing } from '@aetherflow/crypto/key-ring'
import { expect, it } from 'vitest'
import { workerMarket } from '../testing/worker-market.ts'
import { verifyDue } from './verify-due.ts'

const market = workerMarket()

async function deposited(key: string) {
  const owner = await addUser(market.test, 'provider')
  return depositKey(market.test, owner, key)
}

async function stateOf(credentialId: string) {
  const { rows } = await market.test.admin.query(
    `SELECT c.state, c.sealed IS NOT NULL AS kept, c.verification_tag IS NOT NULL AS tagged, v.state AS verification,
       r.status, r.status_reason AS reason
     FROM credentials c JOIN verifications v ON v.credential_id = c.id JOIN resources r ON r.id = c.resource_id
     WHERE c.id = $1`,
    [credentialId],
  )
  return rows[0]
}

it('takes a deposited key the whole way, within one round', async () => {
  const { context } = await deposited(newKey())
  await verifyDue(market.ports)
  expect(await stateOf(context.credentialId)).toMatchObject({
    state: 'active',
    tagged: true,
    verification: 'passed',
  })
})

it('destroys a refused key at once and says why', async () => {
  const { context } = await deposited(`sk-sim-revoked-${newKey().slice(7)}`)
  await verifyDue(market.ports)
  expect(await stateOf(context.credentialId)).toMatchObject({
    state: 'refused',
    kept: false,
    tagged: false,
    verification: 'failed',
    status: 'error',
    reason: 'KEY_REFUSED',
  })
})

it('refuses a key of an upstream that this worker does not know, instead of taking it for ever', async () => {
  const { context } = await deposited(newKey())
  await verifyDue({ ...market.ports, upstreams: new Map() })
  expect(await stateOf(context.credentialId)).toMatchObject({
    verification: 'failed',
    status: 'error',
    reason: 'UPSTREAM_UNKNOWN',
  })
})

it('comes back to a key that the upstream had no answer for', async () => {
  const key = newKey()
  market.simulator.setScenario(key, { fault: 'server-error', on: 'account', times: 1 })
  const { context } = await deposited(key)
  await verifyDue(market.ports)
  expect(await stateOf(context.credentialId)).toMatchObject({ kept: true, verification: 'queued' })
  await market.test.clock.advance(10_000)
  await verifyDue(market.ports)
  expect(await stateOf(context.credentialId)).toMatchObject({ state: 'active', tagged: true })
})

it('takes over from a worker that died in the middle, whose late report changes nothing', async () => {
  const { context } = await deposited(newKey())
  const { credentialId } = context
  const dead = await claimVerifications(workerCtx(market.test.workerDeps), { limit: 10 })
  const claimed = dead.verifications.find((one) => one.credentialId === credentialId)
  await market.test.clock.advance(61_000)
  await verifyDue(market.ports)
  await market.caller.gateway.reportVerification({
    credentialId,
    fence: claimed?.fence ?? 0n,
    checks: [],
    result: { kind: 'failed', code: 'KEY_REFUSED' },
  })
  expect(await stateOf(credentialId)).toMatchObject({ state: 'active', verification: 'passed' })
})

it('leaves a deposit that it cannot open to a worker that can', async () => {
  const { context } = await deposited(newKey())
  await verifyDue({ ...market.ports, ring: await createKeyRing() })
  expect(await stateOf(context.credentialId)).toMatchObject({ kept: true, verification: 'queued' })
  await verifyDue(market.ports)
  expect(await stateOf(context.credentialId)).toMatchObject({ state: 'active', tagged: true })
})

it('says whether there was more than one batch', async () => {
  await Promise.all(Array.from({ length: 11 }, () => deposited(newKey())))
  expect(await verifyDue(market.ports)).toEqual({ more: true })
  expect(await verifyDue(market.ports)).toEqual({ more: false })
})
