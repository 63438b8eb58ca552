import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx, workerCtx } from '../testing/contexts.ts'
import { depositKey, newKey, verdictOn, verifyDeposits } from '../testing/deposit-key.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { claimVerifications } from './claim-verifications.ts'
import { deleteResource } from './delete-resource.ts'
import { getResource } from './get-resource.ts'
import { getVerification } from './get-verification.ts'
import { reportVerification } from './report-verification.ts'
import { resumeResource } from './resume-resource.ts'
import type { ClaimedVerification } from './worker-schemas.ts'

let t: TestDeps
let owner: TestUser
beforeAll(async () => {
  t = await createTestDeps()
  owner = await addUser(t, 'provider')
})
afterAll(() => t.close())
beforeEach(async () => {
  t.simulator.reset()
  await t.deps.limiter.reset('deposit', owner.id)
  await t.admin.query('DELETE FROM verifications')
})

const worker = () => workerCtx(t.workerDeps)
const claim = async (limit = 10) => (await claimVerifications(worker(), { limit })).verifications
const see = (resourceId: string, user: TestUser = owner) =>
  getResource(userCtx(t.deps, user), { resourceId })
const verification = (resourceId: string, user: TestUser = owner) =>
  getVerification(userCtx(t.deps, user), { resourceId })
const credential = async (id: string) =>
  (await t.admin.query('SELECT * FROM credentials WHERE id = $1', [id])).rows[0]

async function claimed(): Promise<ClaimedVerification> {
  const [one] = await claim()
  if (one === undefined) throw new Error('nothing to verify')
  return one
}

test('makes a good key the live one and waits for its owner to go live', async () => {
  const { resourceId, context } = await depositKey(t, owner)
  await verifyDeposits(t)
  expect(await see(resourceId)).toMatchObject({
    status: 'paused',
    statusReason: 'not_live',
    upstreamBalanceE4: 10_000_000n,
  })
  expect(await verification(resourceId)).toMatchObject({
    state: 'passed',
    checks: [{ check: 'authentication', result: 'passed' }, { check: 'duplicate' }],
  })
  const row = await credential(context.credentialId)
  expect(row).toMatchObject({ state: 'active', vault_key_id: t.deps.vaultPublicKey.keyId })
  expect(row.verification_tag).not.toBeNull()
  expect(await resumeResource(userCtx(t.deps, owner), { resourceId })).toMatchObject({
    status: 'active',
    statusReason: null,
  })
})

test('hands each key to one worker, as it was sealed', async () => {
  const begun = await depositKey(t, owner)
  const [one, two] = await Promise.all([claim(), claim()])
  expect(one.length + two.length).toBe(1)
  expect([...one, ...two][0]).toMatchObject({
    ...begun.context,
    resourceId: begun.resourceId,
    fence: 1n,
    tag: null,
  })
})

test('hands it to another worker after a minute, and does not hear the first one any more', async () => {
  const { resourceId } = await depositKey(t, owner)
  const first = await claimed()
  await t.clock.advance(61_000)
  const second = await claimed()
  expect(second.fence).toBe(2n)
  const { credentialId } = first
  const late = {
    credentialId,
    fence: first.fence,
    checks: [],
    result: { kind: 'failed' as const, code: 'KEY_REFUSED' },
  }
  await reportVerification(worker(), late)
  expect(await verification(resourceId)).toMatchObject({ state: 'running' })
  await reportVerification(worker(), await verdictOn(t, second))
  expect(await see(resourceId)).toMatchObject({ status: 'paused' })
  await reportVerification(worker(), { ...late, fence: second.fence })
  expect(await verification(resourceId)).toMatchObject({ state: 'passed' })
})

test('destroys a key that the upstream refuses, and says why', async () => {
  const { resourceId, context } = await depositKey(
    t,
    owner,
    `${newKey()}`.replace('sk-sim-', 'sk-sim-revoked-'),
  )
  await verifyDeposits(t)
  expect(await see(resourceId)).toMatchObject({ status: 'error', statusReason: 'KEY_REFUSED' })
  expect(await verification(resourceId)).toMatchObject({ state: 'failed' })
  expect(await credential(context.credentialId)).toMatchObject({ state: 'refused', sealed: null })
  const resume = resumeResource(userCtx(t.deps, owner), { resourceId })
  expect(await codeOf(resume)).toBe('RESOURCE_NOT_READY')
})

test('asks again later, ever less often, while the upstream does not answer', async () => {
  const { resourceId } = await depositKey(t, owner)
  t.simulator.setScenario('*', { fault: 'hang', on: 'all' })
  t.simulator.setScenario('*', { fault: 'html', on: 'all' })
  const first = await claimed()
  const { credentialId } = first
  const later = { credentialId, checks: [], result: { kind: 'later' as const } }
  await reportVerification(worker(), { ...later, fence: first.fence })
  expect(await claim()).toEqual([])
  expect(await verification(resourceId)).toMatchObject({ state: 'queued' })
  await t.clock.advance(2_500)
  await reportVerification(worker(), { ...later, fence: (await claimed()).fence })
  await t.clock.advance(3_000)
  expect(await claim()).toEqual([])
  await t.clock.advance(2_000)
  t.simulator.setScenario('*', null)
  await reportVerification(worker(), await verdictOn(t, await claimed()))
  expect(await see(resourceId)).toMatchObject({ status: 'paused' })
})

test('refuses a key that is live elsewhere, also when both are verified at once', async () => {
  const key = newKey()
  const rival = await addUser(t, 'provider')
  const mine = await depositKey(t, owner, key)
  const theirs = await depositKey(t, rival, key)
  const both = await claim()
  expect(both).toHaveLength(2)
  const verdicts = await Promise.all(both.map((one) => verdictOn(t, one)))
  await Promise.all(verdicts.map((verdict) => reportVerification(worker(), verdict)))
  const seen = [await see(mine.resourceId), await see(theirs.resourceId, rival)]
  expect(seen.map(({ status }) => status).toSorted()).toEqual(['error', 'paused'])
  const refused = seen.find(({ status }) => status === 'error')
  expect(refused).toMatchObject({ statusReason: 'KEY_ALREADY_DEPOSITED' })
  const [loser, its] = refused?.id === mine.resourceId ? [owner, mine] : [rival, theirs]
  expect((await verification(its.resourceId, loser)).checks).toEqual([
    { check: 'authentication', result: 'passed' },
    { check: 'duplicate', result: 'failed', code: 'KEY_ALREADY_DEPOSITED' },
  ])
  expect(await credential(its.context.credentialId)).toMatchObject({
    state: 'refused',
    sealed: null,
  })
})

test('takes a key again after the resource that had it was deleted', async () => {
  const key = newKey()
  const { resourceId } = await depositKey(t, owner, key)
  await verifyDeposits(t)
  await deleteResource(userCtx(t.deps, owner), { resourceId })
  const again = await depositKey(t, owner, key)
  await verifyDeposits(t)
  expect(await see(again.resourceId)).toMatchObject({ status: 'paused', statusReason: 'not_live' })
})

test('pauses both when one upstream account is offered by two owners, until an operator looks', async () => {
  const rival = await addUser(t, 'provider')
  const mine = await depositKey(t, owner, 'sk-sim-shared-acme-first')
  await verifyDeposits(t)
  await resumeResource(userCtx(t.deps, owner), { resourceId: mine.resourceId })
  const theirs = await depositKey(t, rival, 'sk-sim-shared-acme-second')
  await verifyDeposits(t)
  for (const [user, { resourceId }] of [
    [owner, mine],
    [rival, theirs],
  ] as const) {
    expect(await see(resourceId, user)).toMatchObject({
      status: 'paused',
      statusReason: 'shared_account',
    })
    const resume = resumeResource(userCtx(t.deps, user), { resourceId })
    expect(await codeOf(resume)).toBe('RESOURCE_DISABLED')
  }
  const { rows } = await t.admin.query(
    `SELECT FROM audit_events WHERE action = 'gateway.pause_shared_account'`,
  )
  expect(rows).toHaveLength(2)
})

test('lets one owner offer two keys of one account, and leaves what an admin disabled', async () => {
  const user = await addUser(t, 'provider')
  const one = await depositKey(t, user, 'sk-sim-shared-solo-first')
  const two = await depositKey(t, user, 'sk-sim-shared-solo-second')
  await verifyDeposits(t)
  expect(await see(one.resourceId, user)).toMatchObject({ statusReason: 'not_live' })
  expect(await see(two.resourceId, user)).toMatchObject({ statusReason: 'not_live' })
  await t.admin.query(
    `UPDATE resources SET status = 'disabled', status_reason = 'admin' WHERE id = $1`,
    [one.resourceId],
  )
  await depositKey(t, await addUser(t, 'provider'), 'sk-sim-shared-solo-third')
  await verifyDeposits(t)
  expect(await see(one.resourceId, user)).toMatchObject({
    status: 'disabled',
    statusReason: 'admin',
  })
  expect(await see(two.resourceId, user)).toMatchObject({ statusReason: 'shared_account' })
})

test('does not stumble over deposits that were deleted while they waited', async () => {
  const gone = await depositKey(t, owner)
  await deleteResource(userCtx(t.deps, owner), { resourceId: gone.resourceId })
  const { resourceId } = await depositKey(t, owner)
  expect(await claim(1)).toMatchObject([{ resourceId }])
})

test('hears nothing about a resource that was deleted while it was verified', async () => {
  const { resourceId, context } = await depositKey(t, owner)
  const verdict = await verdictOn(t, await claimed())
  await deleteResource(userCtx(t.deps, owner), { resourceId })
  await reportVerification(worker(), verdict)
  expect(await credential(context.credentialId)).toMatchObject({
    state: 'destroyed',
    sealed: null,
    fingerprint: null,
  })
})

test('looks a failed live key over and lets it go live again by itself', async () => {
  const { resourceId, context } = await depositKey(t, owner)
  await verifyDeposits(t)
  await resumeResource(userCtx(t.deps, owner), { resourceId })
  const fail = () =>
    t.admin.query(
      `UPDATE resources SET status = 'error', status_reason = 'KEY_REFUSED' WHERE id = $1`,
      [resourceId],
    )
  await fail()
  expect(await resumeResource(userCtx(t.deps, owner), { resourceId })).toMatchObject({
    status: 'verifying',
    statusReason: 'recheck',
  })
  const again = await claimed()
  expect(again).toMatchObject({ tag: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const { credentialId, fence } = again
  await reportVerification(worker(), {
    credentialId,
    fence,
    checks: [],
    result: { kind: 'failed', code: 'OUT_OF_CREDITS' },
  })
  // A live key is kept when it fails: it can recover.
  expect(await see(resourceId)).toMatchObject({ status: 'error', statusReason: 'OUT_OF_CREDITS' })
  expect((await credential(context.credentialId)).sealed).not.toBeNull()
  await resumeResource(userCtx(t.deps, owner), { resourceId })
  await verifyDeposits(t)
  expect(await see(resourceId)).toMatchObject({ status: 'active', statusReason: null })
})
