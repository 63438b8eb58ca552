import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx, workerCtx } from '../testing/contexts.ts'
import {
  addResource,
  depositKey,
  newKey,
  verdictOn,
  verifyDeposits,
} from '../testing/deposit-key.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { claimBalanceSync } from './claim-balance-sync.ts'
import { claimVerifications } from './claim-verifications.ts'
import { declareBudget } from './declare-budget.ts'
import { getResource } from './get-resource.ts'
import { pauseResource } from './pause-resource.ts'
import { reportVerification } from './report-verification.ts'
import { resumeResource } from './resume-resource.ts'
import { stopResources } from './stop-resources.ts'
import { updateResource } from './update-resource.ts'

let t: TestDeps
let owner: TestUser
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())
beforeEach(async () => {
  owner = await addUser(t, 'provider')
})

const ctx = () => userCtx(t.deps, owner)
const see = (resourceId: string) => getResource(ctx(), { resourceId })

test('stops one resource or all of them, and nobody else’s', async () => {
  const [one, two] = [await addResource(t, owner), await addResource(t, owner)]
  const other = await addUser(t, 'provider')
  const theirs = await addResource(t, other)
  expect(await stopResources(ctx(), { resourceId: one })).toEqual({ stopped: 1 })
  expect(await see(one)).toMatchObject({ status: 'paused', statusReason: 'stopped' })
  expect(await see(two)).toMatchObject({ status: 'active' })
  expect(await stopResources(ctx(), { resourceId: null })).toEqual({ stopped: 1 })
  expect(await see(two)).toMatchObject({ status: 'paused', statusReason: 'stopped' })
  expect(await stopResources(ctx(), { resourceId: one })).toEqual({ stopped: 0 })
  expect(await codeOf(stopResources(ctx(), { resourceId: theirs }))).toBe('NOT_FOUND')
  expect(await getResource(userCtx(t.deps, other), { resourceId: theirs })).toMatchObject({
    status: 'active',
  })
  const { rows } = await t.admin.query(
    `SELECT count(*)::integer AS n FROM audit_events WHERE actor_id = $1 AND action = 'gateway.stop'`,
    [owner.id],
  )
  expect(rows).toEqual([{ n: 2 }])
})

test('looks at a stopped key again before it goes live', async () => {
  const resourceId = await addResource(t, owner)
  await stopResources(ctx(), { resourceId })
  expect(await resumeResource(ctx(), { resourceId })).toMatchObject({
    status: 'verifying',
    statusReason: 'recheck',
  })
  await verifyDeposits(t)
  expect(await see(resourceId)).toMatchObject({ status: 'active', statusReason: null })
  await pauseResource(ctx(), { resourceId })
  expect(await resumeResource(ctx(), { resourceId })).toMatchObject({ status: 'active' })
})

test('stops a key while it is looked at again, and does not undo what an operator decided', async () => {
  const resourceId = await addResource(t, owner)
  await stopResources(ctx(), { resourceId })
  await resumeResource(ctx(), { resourceId })
  expect(await stopResources(ctx(), { resourceId })).toEqual({ stopped: 1 })
  await verifyDeposits(t)
  expect(await see(resourceId)).toMatchObject({ status: 'paused', statusReason: 'stopped' })
  for (const [status, reason] of [
    ['disabled', 'operator'],
    ['paused', 'shared_account'],
  ]) {
    await t.admin.query(
      `UPDATE resources SET status = $2::resource_status, status_reason = $3 WHERE id = $1`,
      [resourceId, status, reason],
    )
    expect(await stopResources(ctx(), { resourceId })).toEqual({ stopped: 0 })
    expect(await see(resourceId)).toMatchObject({ status, statusReason: reason })
  }
})

/** As a vendor without a balance call answers. */
async function withoutBalance(key = newKey(), models: string[] = []) {
  const { resourceId } = await depositKey(t, owner, key)
  const worker = workerCtx(t.workerDeps)
  const { verifications } = await claimVerifications(worker, { limit: 10 })
  for (const claimed of verifications) {
    const verdict = await verdictOn(t, claimed)
    if (verdict.result.kind !== 'passed') throw new Error('not passed')
    const result = { ...verdict.result, balanceE4: null, accountNamed: false, models }
    await reportVerification(worker, { ...verdict, result })
  }
  await resumeResource(ctx(), { resourceId })
  return resourceId
}

test('spends nothing of a key without a balance until its owner has said how much', async () => {
  const resourceId = await withoutBalance()
  expect(await see(resourceId)).toMatchObject({ balanceDeclared: true, upstreamBalanceE4: null })
  const declared = await declareBudget(ctx(), { resourceId, budgetE4: 5_000_000n })
  expect(declared).toMatchObject({ balanceDeclared: true, upstreamBalanceE4: 5_000_000n })
  await t.clock.advance(10 * 60_000)
  const { accounts } = await claimBalanceSync(workerCtx(t.workerDeps), { limit: 50 })
  expect(accounts.filter((one) => one.resourceId === resourceId)).toEqual([])
})

test('lets nobody declare a budget for what is read from the vendor, or for somebody else', async () => {
  const resourceId = await addResource(t, owner)
  const budgetE4 = 1_000n
  expect(await codeOf(declareBudget(ctx(), { resourceId, budgetE4 }))).toBe('STATE_CHANGED')
  const declared = await withoutBalance()
  const other = userCtx(t.deps, await addUser(t, 'provider'))
  expect(await codeOf(declareBudget(other, { resourceId: declared, budgetE4 }))).toBe('NOT_FOUND')
  expect(await see(declared)).toMatchObject({ upstreamBalanceE4: null })
})

test('brings an emptied key back when its owner declares more than its floor', async () => {
  const resourceId = await withoutBalance()
  await t.admin.query(
    `UPDATE resources SET status = 'error', status_reason = 'OUT_OF_CREDITS', floor_balance_e4 = 1000 WHERE id = $1`,
    [resourceId],
  )
  await declareBudget(ctx(), { resourceId, budgetE4: 1_000n })
  expect(await see(resourceId)).toMatchObject({ status: 'error' })
  await declareBudget(ctx(), { resourceId, budgetE4: 1_001n })
  expect(await see(resourceId)).toMatchObject({ status: 'active', statusReason: null })
})

test('offers only models that the key may use', async () => {
  await addCredits(t, owner, 100)
  const resourceId = await withoutBalance(newKey(), ['stability:core', 'stability:ultra'])
  expect(await see(resourceId)).toMatchObject({
    keyModelIds: ['stability:core', 'stability:ultra'],
    modelIds: ['stability:core', 'stability:ultra'],
  })
  const update = (modelIds: string[]) => updateResource(ctx(), { resourceId, modelIds })
  expect(await update(['stability:core'])).toMatchObject({ modelIds: ['stability:core'] })
  expect(await codeOf(update(['stability:sd3.5-medium']))).toBe('MODEL_UNAVAILABLE')
  expect(await update([])).toMatchObject({ modelIds: ['stability:core', 'stability:ultra'] })
})
