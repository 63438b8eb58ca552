import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { type TestUser, userCtx, workerCtx } from '../testing/contexts.ts'
import { addResource } from '../testing/deposit-key.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { claimBalanceSync } from './claim-balance-sync.ts'
import { getResource } from './get-resource.ts'
import { reportBalance } from './report-balance.ts'
import type { ClaimedSync, ReportBalance } from './worker-schemas.ts'

let t: TestDeps
let owner: TestUser
beforeAll(async () => {
  t = await createTestDeps()
  owner = await addUser(t, 'provider')
})
afterAll(() => t.close())
beforeEach(() => t.admin.query(`UPDATE resources SET deleted_at = now()`))

const minuteMs = 60_000
const claim = async () => (await claimBalanceSync(workerCtx(t.workerDeps), { limit: 10 })).accounts
const see = (resourceId: string) => getResource(userCtx(t.deps, owner), { resourceId })
const report = (
  { accountId, resourceId, startedAt }: ClaimedSync,
  outcome: ReportBalance['outcome'],
) => reportBalance(workerCtx(t.workerDeps), { accountId, resourceId, startedAt, outcome })
const fail = (resourceId: string, code: string) =>
  t.admin.query(`UPDATE resources SET status = 'error', status_reason = $2 WHERE id = $1`, [
    resourceId,
    code,
  ])

async function claimed(): Promise<ClaimedSync> {
  const [one] = await claim()
  if (one === undefined) throw new Error('nothing due')
  return one
}

test('reads each account in use every five minutes, once', async () => {
  const resourceId = await addResource(t, owner)
  expect(await claim()).toEqual([])
  await t.clock.advance(5 * minuteMs + 1000)
  const [one, two] = await Promise.all([claim(), claim()])
  expect(one.length + two.length).toBe(1)
  const [sync] = [...one, ...two]
  expect(sync).toMatchObject({ resourceId, ownerId: owner.id, upstreamHost: 'api.stability.ai' })
  expect(sync?.sealed).toMatch(/^af1\./)
  if (sync) await report(sync, { kind: 'balance', balanceE4: 12_345n })
  expect(await see(resourceId)).toMatchObject({ upstreamBalanceE4: 12_345n })
  expect(await claim()).toEqual([])
})

test('ignores a reading older than the one in force', async () => {
  const resourceId = await addResource(t, owner)
  await t.clock.advance(6 * minuteMs)
  const old = await claimed()
  await t.clock.advance(6 * minuteMs)
  await report(await claimed(), { kind: 'balance', balanceE4: 200n })
  await report(old, { kind: 'balance', balanceE4: 999n })
  expect(await see(resourceId)).toMatchObject({ upstreamBalanceE4: 200n })
})

test('leaves paused and deleted resources alone', async () => {
  const resourceId = await addResource(t, owner)
  await t.admin.query(`UPDATE resources SET status = 'paused' WHERE id = $1`, [resourceId])
  await t.clock.advance(6 * minuteMs)
  expect(await claim()).toEqual([])
})

test('stops a live key that the upstream refuses; an unknown answer changes nothing', async () => {
  const resourceId = await addResource(t, owner)
  await t.clock.advance(6 * minuteMs)
  const sync = await claimed()
  await report(sync, { kind: 'unknown' })
  await report(sync, { kind: 'refused', code: 'UPSTREAM_ERROR' })
  expect(await see(resourceId)).toMatchObject({ status: 'active' })
  await report(sync, { kind: 'refused', code: 'KEY_REFUSED' })
  expect(await see(resourceId)).toMatchObject({ status: 'error', statusReason: 'KEY_REFUSED' })
})

test('brings a key back that answers again, probing it every minute', async () => {
  const resourceId = await addResource(t, owner)
  await fail(resourceId, 'KEY_REFUSED')
  await t.clock.advance(minuteMs + 1000)
  const sync = await claimed()
  let woken = 0
  const stop = t.workerDeps.wake.on('tasks', () => (woken += 1))
  await report(sync, { kind: 'balance', balanceE4: 500n })
  stop()
  expect(await see(resourceId)).toMatchObject({ status: 'active', statusReason: null })
  expect(woken).toBe(1)
})

test('brings an empty account back once a call fits above its owner’s floor', async () => {
  const resourceId = await addResource(t, owner)
  await t.admin.query(`UPDATE resources SET floor_balance_e4 = 1000 WHERE id = $1`, [resourceId])
  await fail(resourceId, 'OUT_OF_CREDITS')
  await t.clock.advance(minuteMs + 1000)
  const models = t.deps.upstreams.get('stability')?.models ?? []
  const cheapest = models.map(({ costE4 }) => costE4).reduce((a, b) => (a < b ? a : b))
  await report(await claimed(), { kind: 'balance', balanceE4: cheapest + 999n })
  expect(await see(resourceId)).toMatchObject({ status: 'error' })
  await t.clock.advance(minuteMs + 1000)
  await report(await claimed(), { kind: 'balance', balanceE4: cheapest + 1_000n })
  expect(await see(resourceId)).toMatchObject({ status: 'active' })
})

test('does not take one key’s good answer for another key of the same account', async () => {
  const good = await addResource(t, owner, 'sk-sim-shared-pair-first')
  const bad = await addResource(t, owner, 'sk-sim-shared-pair-second')
  await fail(bad, 'KEY_REFUSED')
  await t.clock.advance(6 * minuteMs)
  const sync = await claimed()
  expect(sync.resourceId).toBe(good)
  await report(sync, { kind: 'balance', balanceE4: 500n })
  expect(await see(bad)).toMatchObject({ status: 'error', statusReason: 'KEY_REFUSED' })
})

test('does not revive what failed for another reason', async () => {
  const resourceId = await addResource(t, owner)
  await fail(resourceId, 'KEY_ALREADY_DEPOSITED')
  await t.clock.advance(6 * minuteMs)
  expect(await claim()).toEqual([])
  expect(await see(resourceId)).toMatchObject({ status: 'error' })
})
