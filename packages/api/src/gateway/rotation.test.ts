import { sealCredential } from '@aetherflow/crypto/seal-credential'
import { maskedTail } from '@aetherflow/crypto/masked-tail'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx, workerCtx } from '../testing/contexts.ts'
import { addResource, depositKey, newKey, verifyDeposits } from '../testing/deposit-key.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { beginRotation } from './begin-rotation.ts'
import { completeDeposit } from './complete-deposit.ts'
import { deleteResource } from './delete-resource.ts'
import { destroyRetired } from './destroy-retired.ts'
import { getResource } from './get-resource.ts'
import { getVerification } from './get-verification.ts'
import { listKeyVersions } from './list-key-versions.ts'
import { pauseResource } from './pause-resource.ts'
import { resumeResource } from './resume-resource.ts'

let t: TestDeps
let owner: TestUser
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())
beforeEach(async () => {
  owner = await addUser(t, 'provider')
  await t.admin.query('DELETE FROM verifications')
})

const ctx = () => userCtx(t.deps, owner)
const see = (resourceId: string) => getResource(ctx(), { resourceId })

async function rotate(resourceId: string, key = newKey()) {
  const begun = await beginRotation(ctx(), { resourceId })
  const { credentialId } = begun.context
  const sealed = await sealCredential(begun.vaultPublicKey, begun.context, key)
  await completeDeposit(ctx(), { credentialId, sealed, maskedTail: maskedTail(key) })
  return begun.context
}

async function statesOf(resourceId: string) {
  const { rows } = await t.admin.query<{ version: number; state: string; kept: boolean }>(
    `SELECT version, state, sealed IS NOT NULL AS kept FROM credentials WHERE resource_id = $1 ORDER BY version`,
    [resourceId],
  )
  return rows.map(({ version, state, kept }) => `${version} ${state}${kept ? '' : ' empty'}`)
}

test('lets the older key serve until the newer is verified, then swaps them at once', async () => {
  const resourceId = await addResource(t, owner)
  const before = await see(resourceId)
  await rotate(resourceId, `${newKey()}-wxyz`)
  expect(await statesOf(resourceId)).toEqual(['1 active', '2 sealed'])
  expect(await see(resourceId)).toMatchObject({
    status: 'active',
    keyVersion: 1,
    maskedTail: before.maskedTail,
    newerKey: { version: 2, state: 'verifying', maskedTail: '…wxyz' },
  })
  await verifyDeposits(t)
  expect(await statesOf(resourceId)).toEqual(['1 retired', '2 active'])
  expect(await see(resourceId)).toMatchObject({
    status: 'active',
    keyVersion: 2,
    maskedTail: '…wxyz',
    newerKey: null,
  })
})

test('leaves the older key in use when the newer is refused, and says so', async () => {
  const resourceId = await addResource(t, owner)
  await rotate(resourceId, newKey().replace('sk-sim-', 'sk-sim-revoked-'))
  await verifyDeposits(t)
  expect(await statesOf(resourceId)).toEqual(['1 active', '2 refused empty'])
  expect(await see(resourceId)).toMatchObject({
    status: 'active',
    keyVersion: 1,
    newerKey: { version: 2, state: 'failed' },
  })
  expect(await getVerification(ctx(), { resourceId })).toMatchObject({ state: 'failed' })
  await pauseResource(ctx(), { resourceId })
  expect(await resumeResource(ctx(), { resourceId })).toMatchObject({ status: 'active' })
  await rotate(resourceId)
  await verifyDeposits(t)
  expect(await see(resourceId)).toMatchObject({ keyVersion: 3, newerKey: null })
})

test('brings a resource back whose older key was refused', async () => {
  const resourceId = await addResource(t, owner)
  await t.admin.query(
    `UPDATE resources SET status = 'error', status_reason = 'KEY_REFUSED' WHERE id = $1`,
    [resourceId],
  )
  await rotate(resourceId)
  await verifyDeposits(t)
  expect(await see(resourceId)).toMatchObject({ status: 'active', statusReason: null })
})

test('does not put a paused resource on the market', async () => {
  const resourceId = await addResource(t, owner)
  await pauseResource(ctx(), { resourceId })
  await rotate(resourceId)
  await verifyDeposits(t)
  expect(await see(resourceId)).toMatchObject({ status: 'paused', statusReason: 'owner' })
})

test('refuses the key that is in use already, and one that is live elsewhere', async () => {
  const key = newKey()
  const resourceId = await addResource(t, owner, key)
  await rotate(resourceId, key)
  await verifyDeposits(t)
  const { checks } = await getVerification(ctx(), { resourceId })
  expect(checks.at(-1)).toEqual({ check: 'duplicate', result: 'failed', code: 'KEY_IN_USE' })
  const elsewhere = newKey()
  await addResource(t, owner, elsewhere)
  await rotate(resourceId, elsewhere)
  await verifyDeposits(t)
  expect((await getVerification(ctx(), { resourceId })).checks.at(-1)?.code).toBe(
    'KEY_ALREADY_DEPOSITED',
  )
  expect((await statesOf(resourceId))[0]).toBe('1 active')
})

test('opens one newer key at a time, the same one when asked again', async () => {
  const resourceId = await addResource(t, owner)
  const first = await beginRotation(ctx(), { resourceId })
  const again = await beginRotation(ctx(), { resourceId })
  expect(again.context).toEqual(first.context)
  expect(first.context.version).toBe(2)
  await rotate(resourceId)
  expect(await codeOf(beginRotation(ctx(), { resourceId }))).toBe('RESOURCE_NOT_READY')
})

test('is not for a resource that never had a key, a frozen owner, or somebody else', async () => {
  const { resourceId } = await depositKey(t, owner)
  expect(await codeOf(beginRotation(ctx(), { resourceId }))).toBe('RESOURCE_NOT_READY')
  const live = await addResource(t, owner)
  const frozen = userCtx(t.deps, owner, { status: 'frozen' })
  expect(await codeOf(beginRotation(frozen, { resourceId: live }))).toBe('ACCOUNT_FROZEN')
  const other = userCtx(t.deps, await addUser(t, 'provider'))
  expect(await codeOf(beginRotation(other, { resourceId: live }))).toBe('NOT_FOUND')
})

test('destroys a replaced key after an hour, once nothing that began with it is under way', async () => {
  const worker = workerCtx(t.workerDeps)
  await t.clock.advance(3_601_000)
  await destroyRetired(worker, { limit: 50 })
  const resourceId = await addResource(t, owner)
  await rotate(resourceId)
  await verifyDeposits(t)
  const taskId = crypto.randomUUID()
  const attempt = crypto.randomUUID()
  await t.admin.query(
    `WITH run AS (INSERT INTO runs (id, user_id, client_id, request_hash, prompt, params, task_count)
       VALUES ($1, $2, $1, repeat('0', 64), 'x', '{}', 1) RETURNING id),
     task AS (INSERT INTO tasks (id, run_id, user_id, index, model_id, ceiling, commission_bps, cost_e4, fair_key, deadline_at)
       SELECT $1, id, $2, 0, 'stability:core', 0, 0, 1, 1, clock_now() + interval '15 minutes' FROM run RETURNING id)
     INSERT INTO attempts (id, task_id, number, resource_id, credential_id, upstream_account_id, worker_id, fence, state, price, cost_e4,
       reserved_day, reserved_month, reserved_minute, reserved_window, claimed_at, dispatched_at)
     SELECT $3, task.id, 1, r.id, c.id, r.upstream_account_id, 'w', 1, 'dispatched', 0, 1, now(), now(), now(), now(), clock_now(), clock_now()
     FROM task, resources r JOIN credentials c ON c.resource_id = r.id AND c.version = 1 WHERE r.id = $4`,
    [taskId, owner.id, attempt, resourceId],
  )
  expect(await destroyRetired(worker, { limit: 50 })).toEqual({ processed: 0, more: false })
  await t.clock.advance(3_601_000)
  expect(await destroyRetired(worker, { limit: 50 })).toMatchObject({ processed: 0 })
  await t.admin.query(
    `UPDATE attempts SET state = 'unknown', job_ref = 'job-1', finished_at = clock_now() WHERE id = $1`,
    [attempt],
  )
  expect(await destroyRetired(worker, { limit: 50 })).toMatchObject({ processed: 0 })
  await t.admin.query(
    `UPDATE attempts SET resolution = 'job', resolved_at = clock_now() WHERE id = $1`,
    [attempt],
  )
  expect(await destroyRetired(worker, { limit: 50 })).toMatchObject({ processed: 1 })
  expect(await statesOf(resourceId)).toEqual(['1 destroyed empty', '2 active'])
  const { versions } = await listKeyVersions(ctx(), { resourceId })
  expect(versions.map(({ version, state }) => [version, state])).toEqual([
    [2, 'active'],
    [1, 'destroyed'],
  ])
})

test('brings no key back to a resource that was deleted meanwhile', async () => {
  const resourceId = await addResource(t, owner)
  await rotate(resourceId)
  await deleteResource(ctx(), { resourceId })
  await verifyDeposits(t)
  expect(await statesOf(resourceId)).toEqual(['1 destroyed empty', '2 destroyed empty'])
})
