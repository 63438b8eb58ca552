import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx, workerCtx } from '../testing/contexts.ts'
import { addResource } from '../testing/deposit-key.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { acknowledgeDrift } from './acknowledge-drift.ts'
import { claimBalanceSync } from './claim-balance-sync.ts'
import { getDrift } from './get-drift.ts'
import { listDriftNotices } from './list-drift-notices.ts'
import { reportBalance } from './report-balance.ts'

let t: TestDeps
let owner: TestUser
let resourceId: string
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())
beforeEach(async () => {
  owner = await addUser(t, 'provider')
  await t.admin.query(`UPDATE resources SET status = 'disabled'`)
  resourceId = await addResource(t, owner)
})

const ctx = () => userCtx(t.deps, owner)
const drift = () => getDrift(ctx(), { resourceId })

/** A reading of the balance, five minutes after the last. */
async function read(balanceE4: bigint) {
  await t.clock.advance(301_000)
  const worker = workerCtx(t.workerDeps)
  const { accounts } = await claimBalanceSync(worker, { limit: 10 })
  const claimed = accounts.find((one) => one.resourceId === resourceId)
  if (claimed === undefined) throw new Error('nothing to read')
  const { accountId, startedAt } = claimed
  await reportBalance(worker, {
    accountId,
    resourceId,
    startedAt,
    outcome: { kind: 'balance', balanceE4 },
  })
}

/** A call of ours on the resource that has just ended, so to say. */
async function call(state: string, costE4: number, differing = '') {
  const id = randomUUID()
  await t.admin.query(
    `WITH run AS (INSERT INTO runs (id, user_id, client_id, request_hash, prompt, params, task_count)
       VALUES ($1, $2, $1, repeat('0', 64), 'x', '{}', 1) RETURNING id),
     task AS (INSERT INTO tasks (id, run_id, user_id, index, model_id, ceiling, commission_bps, cost_e4, fair_key, deadline_at)
       SELECT $1, id, $2, 0, 'stability:core', 0, 0, 1, 1, clock_now() + interval '15 minutes' FROM run RETURNING id)
     INSERT INTO attempts (id, task_id, number, resource_id, credential_id, upstream_account_id, worker_id, fence, state, price, cost_e4,
       reserved_day, reserved_month, reserved_minute, reserved_window, claimed_at, dispatched_at, finished_at, error_code)
     SELECT $1, task.id, 1, r.id, c.id, r.upstream_account_id, 'w', 1, $4::attempt_state, 0, $5, now(), now(), now(), now(),
       clock_now(), clock_now(), CASE WHEN $4 = 'dispatched' THEN NULL ELSE clock_now() END, nullif($6, '')
     FROM task, resources r JOIN credentials c ON c.resource_id = r.id WHERE r.id = $3`,
    [id, owner.id, resourceId, state, costE4, differing],
  )
}

const mails = async () => {
  const text = `SELECT template, params FROM outbox_messages WHERE user_id = $1`
  return (await t.admin.query(text, [owner.id])).rows
}

test('says how much was spent that we did not make, since when, and mails it once', async () => {
  await read(1_000_000n)
  await call('succeeded', 60_000)
  await read(910_000n)
  const { comparable, findings, readings } = await drift()
  expect(comparable).toBe(true)
  expect(findings).toMatchObject([
    { kind: 'foreign', amountE4: 30_000n, closedAt: null, acknowledged: false },
  ])
  expect(findings[0]?.since).toEqual(readings[1]?.readAt)
  expect(readings[0]).toMatchObject({ spentE4: 90_000n, sureE4: 60_000n, mostE4: 60_000n })
  expect(await mails()).toEqual([{ template: 'key_drift', params: { amount: '3.00' } }])
  await read(900_000n)
  expect((await drift()).findings).toMatchObject([{ kind: 'foreign', amountE4: 40_000n }])
  expect((await drift()).findings[0]?.since).toEqual(findings[0]?.since)
  expect(await mails()).toHaveLength(1)
})

test('stands among its owner’s notices alone, until they know of it', async () => {
  await read(1_000_000n)
  await read(900_000n)
  const { notices } = await listDriftNotices(ctx())
  expect(notices).toMatchObject([{ kind: 'foreign', amountE4: 100_000n, resourceId }])
  const other = userCtx(t.deps, await addUser(t, 'provider'))
  expect(await listDriftNotices(other)).toEqual({ notices: [] })
  await acknowledgeDrift(ctx(), { resourceId, findingId: notices[0]?.id ?? '' })
  expect(await listDriftNotices(ctx())).toEqual({ notices: [] })
})

test('pauses nobody for it', async () => {
  await read(1_000_000n)
  await read(500_000n)
  const { rows } = await t.admin.query('SELECT status FROM resources WHERE id = $1', [resourceId])
  expect(rows).toEqual([{ status: 'active' }])
})

test('accuses nobody of calls that were ours, run still, or whose outcome nobody knows', async () => {
  await read(1_000_000n)
  await call('succeeded', 10_000)
  await call('dispatched', 20_000)
  await call('unknown', 30_000)
  await call('failed', 40_000, 'OUTPUT_FILTERED')
  await read(900_000n)
  expect((await drift()).findings).toEqual([])
})

test('counts refused calls as nothing', async () => {
  await read(1_000_000n)
  await call('failed', 40_000, 'RATE_LIMITED')
  await read(960_000n)
  expect((await drift()).findings).toMatchObject([{ kind: 'foreign', amountE4: 40_000n }])
})

test('says what the vendor did not take, one reading later, without a mail', async () => {
  await read(1_000_000n)
  await call('succeeded', 60_000)
  await read(1_000_000n)
  expect((await drift()).findings).toEqual([])
  await read(1_000_000n)
  expect((await drift()).findings).toMatchObject([{ kind: 'unbilled', amountE4: 60_000n }])
  expect(await mails()).toEqual([])
})

test('counts anew once its owner knows of it, and says what comes after', async () => {
  await read(1_000_000n)
  await read(900_000n)
  const [finding] = (await drift()).findings
  const input = { resourceId, findingId: finding?.id ?? '' }
  await acknowledgeDrift(ctx(), input)
  await acknowledgeDrift(ctx(), input)
  const other = userCtx(t.deps, await addUser(t, 'provider'))
  expect(await codeOf(acknowledgeDrift(other, input))).toBe('NOT_FOUND')
  await read(900_000n)
  await read(900_000n)
  expect((await drift()).findings).toMatchObject([{ id: finding?.id, acknowledged: true }])
  await read(880_000n)
  expect((await drift()).findings[0]).toMatchObject({ amountE4: 20_000n, closedAt: null })
})

test('takes an older reading for nothing', async () => {
  await read(1_000_000n)
  const worker = workerCtx(t.workerDeps)
  const { rows } = await t.admin.query(
    'SELECT upstream_account_id AS id FROM resources WHERE id = $1',
    [resourceId],
  )
  await reportBalance(worker, {
    accountId: rows[0].id,
    resourceId,
    startedAt: new Date(0),
    outcome: { kind: 'balance', balanceE4: 1n },
  })
  expect((await drift()).readings).toHaveLength(1)
})
