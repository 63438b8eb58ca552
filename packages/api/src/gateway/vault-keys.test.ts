import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { type TestUser, workerCtx } from '../testing/contexts.ts'
import { addResource, depositKey } from '../testing/deposit-key.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { claimBalanceSync } from './claim-balance-sync.ts'
import { claimVerifications } from './claim-verifications.ts'
import { reportRing } from './report-ring.ts'

let t: TestDeps
let owner: TestUser
beforeAll(async () => {
  t = await createTestDeps()
  owner = await addUser(t, 'provider')
})
afterAll(() => t.close())
beforeEach(async () => {
  await t.deps.limiter.reset('deposit', owner.id)
  await t.admin.query('DELETE FROM verifications')
  await t.admin.query('UPDATE resources SET deleted_at = now()')
})

const worker = () => workerCtx(t.workerDeps)
const elsewhere = { limit: 1, vaultKeyIds: ['vk-elsewhere', 'vk-older'] }
const here = () => ({ limit: 1, vaultKeyIds: ['vk-older', t.keyRing.primaryKeyId] })

test('a deposit waits untouched for a worker that can open it', async () => {
  const { context } = await depositKey(t, owner)
  const { verifications } = await claimVerifications(worker(), elsewhere)
  expect(verifications).toEqual([])
  const { rows } = await t.admin.query(
    'SELECT state, attempts, fence::text FROM verifications WHERE credential_id = $1',
    [context.credentialId],
  )
  expect(rows).toEqual([{ state: 'queued', attempts: 0, fence: '0' }])
  const { verifications: claimed } = await claimVerifications(worker(), here())
  expect(claimed).toMatchObject([{ credentialId: context.credentialId }])
})

test('a balance is left due for a worker that can open the key, and holds up no other', async () => {
  const sealedHere = await addResource(t, owner)
  await t.clock.advance(1_000)
  const sealedElsewhere = await addResource(t, owner)
  await t.admin.query(
    `UPDATE credentials SET vault_key_id = 'vk-elsewhere' WHERE resource_id = $1`,
    [sealedElsewhere],
  )
  await t.clock.advance(6 * 60_000)
  const { accounts } = await claimBalanceSync(worker(), elsewhere)
  expect(accounts).toMatchObject([{ resourceId: sealedElsewhere }])
  expect((await claimBalanceSync(worker(), elsewhere)).accounts).toEqual([])
  const { accounts: ours } = await claimBalanceSync(worker(), here())
  expect(ours).toMatchObject([{ resourceId: sealedHere }])
})

test('an account is read with the one of its keys that the worker can open', async () => {
  const first = await addResource(t, owner, 'sk-sim-shared-vault-first')
  const second = await addResource(t, owner, 'sk-sim-shared-vault-second')
  const [sealedElsewhere, sealedHere] = [first, second].toSorted()
  await t.admin.query(
    `UPDATE credentials SET vault_key_id = 'vk-elsewhere' WHERE resource_id = $1`,
    [sealedElsewhere],
  )
  await t.clock.advance(6 * 60_000)
  const { accounts } = await claimBalanceSync(worker(), here())
  expect(accounts).toMatchObject([{ resourceId: sealedHere }])
})

test('a worker hears which vault keys it misses, by id', async () => {
  await depositKey(t, owner)
  const missing = async (keyIds: string[]) =>
    (await reportRing(worker(), { primaryKeyId: 'vk-other', keyIds })).missing
  expect(await missing(['vk-other'])).toContain(t.keyRing.primaryKeyId)
  const known = await missing(['vk-other', t.keyRing.primaryKeyId, 'vk-elsewhere'])
  expect(known).toEqual([])
})
