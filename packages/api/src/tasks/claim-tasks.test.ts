import { randomUUID } from 'node:crypto'
import { decisionsWritten } from './internal/append-decisions.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import {
  addResource,
  clearMarket,
  core,
  countersOf,
  forgetViews,
  idle,
  submitTasks,
  taskRow,
  workerCaller,
} from './testing/arrange-tasks.ts'

let test: TestDeps
beforeAll(async () => {
  test = await createTestDeps()
})
afterAll(() => test.close())
beforeEach(async () => {
  await clearMarket(test)
})

async function consumer() {
  const user = await addUser(test)
  await addCredits(test, user, 500)
  return user
}

describe('a claim', () => {
  it('hands out the call with its sealed envelope, and reserves once per counter', async () => {
    const resource = await addResource(test)
    const run = await submitTasks(test, await consumer(), 2)
    const { calls } = await workerCaller(test).claim({ limit: 10 })
    expect(calls.map(({ taskId }) => taskId)).toEqual(run.tasks.map(({ taskId }) => taskId))
    expect(calls[0]).toMatchObject({
      resourceId: resource.id,
      modelId: core,
      upstream: 'stability',
      prompt: 'a lighthouse at dawn',
      params: { aspectRatio: '1:1', outputFormat: 'png' },
      fence: 1n,
      attemptNumber: 1,
      price: 300n,
      costE4: 30_000n,
      callTimeoutMs: 60_000,
      envelope: {
        credentialId: resource.credentialId,
        version: 1,
        ownerId: resource.ownerId,
        upstreamHost: 'api.stability.ai',
      },
    })
    expect(await countersOf(test, resource)).toMatchObject({
      inFlight: 2,
      dayE4: 60_000n,
      monthE4: 60_000n,
      minute: 2,
      accountInFlight: 2,
      spentE4: 60_000n,
      window: 2,
    })
  })

  it('keeps why this resource was chosen and others were not', async () => {
    const cheap = await addResource(test, { priceE4: 9_000n })
    const dear = await addResource(test, { priceE4: 40_000n })
    const run = await submitTasks(test, await consumer())
    const { calls } = await workerCaller(test).claim({ limit: 10 })
    await decisionsWritten(test.workerDeps)
    const { rows } = await test.admin.query(
      'SELECT decision FROM routing_decisions WHERE task_id = $1',
      [run.tasks[0]?.taskId],
    )
    expect(rows).toHaveLength(1)
    expect(calls[0]?.resourceId).toBe(cheap.id)
    expect(rows[0].decision.chosen).toBe(cheap.id)
    expect(rows[0].decision.excluded).toContainEqual({ resource: dear.id, reason: 'OVER_CEILING' })
  })

  it("never gives a paid task to its consumer's own resource, and an own-key task to nothing else", async () => {
    const owner = await addUser(test, 'provider')
    await addCredits(test, owner, 100)
    const own = await addResource(test, { owner })
    const other = await addResource(test)
    const paid = await submitTasks(test, owner)
    const free = await submitTasks(test, owner, 1, { ownKey: true })
    const { calls } = await workerCaller(test).claim({ limit: 10 })
    const resourceOf = new Map(calls.map((call) => [call.taskId, call]))
    expect(resourceOf.get(paid.tasks[0]?.taskId ?? '')).toMatchObject({
      resourceId: other.id,
      price: 300n,
    })
    expect(resourceOf.get(free.tasks[0]?.taskId ?? '')).toMatchObject({
      resourceId: own.id,
      price: 0n,
    })
  })

  it('takes nothing while dispatch is stopped', async () => {
    await addResource(test)
    await submitTasks(test, await consumer())
    await test.admin.query(
      `INSERT INTO system_switches (name, "on", reason) VALUES ('dispatch-stopped', true, 'test')`,
    )
    try {
      expect((await workerCaller(test).claim({ limit: 10 })).calls).toEqual([])
    } finally {
      await test.admin.query(`DELETE FROM system_switches WHERE name = 'dispatch-stopped'`)
    }
  })
})

describe('limits', () => {
  const cases = [
    ['concurrency', { concurrency: 3 }, 3],
    ['requests per minute', { perMinute: 4 }, 4],
    ['the daily limit', { dailyE4: 65_000n }, 2],
    ['upstream credits above the floor', { balanceE4: 100_000n, floorE4: 35_000n }, 2],
  ] as const
  for (const [name, changes, expected] of cases) {
    it(`hold: ${name} lets ${expected} of 8 through`, async () => {
      await addResource(test, changes)
      await submitTasks(test, await consumer(), 8)
      const claimed: string[] = []
      for (let round = 0; round < 4; round++) {
        const { calls } = await workerCaller(test).claim({ limit: 10 })
        claimed.push(...calls.map(({ taskId }) => taskId))
      }
      expect(claimed).toHaveLength(expected)
    })
  }

  it('of two resources behind one upstream account are counted together', async () => {
    const first = await addResource(test, { concurrency: 10 })
    await addResource(test, { concurrency: 10, accountId: first.accountId })
    await test.admin.query('UPDATE upstream_accounts SET concurrency_limit = 4 WHERE id = $1', [
      first.accountId,
    ])
    await submitTasks(test, await consumer(), 8)
    const { calls } = await workerCaller(test).claim({ limit: 10 })
    expect(calls).toHaveLength(4)
    expect((await countersOf(test, first)).accountInFlight).toBe(4)
  })

  it('start anew with the minute and with the day', async () => {
    const resource = await addResource(test, { perMinute: 1, concurrency: 50, dailyE4: 60_000n })
    const user = await consumer()
    await submitTasks(test, user, 3)
    expect((await workerCaller(test).claim({ limit: 10 })).calls).toHaveLength(1)
    await test.clock.advance(66_000)
    forgetViews(test)
    expect((await workerCaller(test).claim({ limit: 10 })).calls).toHaveLength(1)
    await test.clock.advance(66_000)
    forgetViews(test)
    expect((await workerCaller(test).claim({ limit: 10 })).calls).toHaveLength(0)
    await test.admin.query(`UPDATE resource_counters SET day = day - 1 WHERE resource_id = $1`, [
      resource.id,
    ])
    await test.admin.query(`UPDATE tasks SET parked_until = NULL WHERE user_id = $1`, [user.id])
    forgetViews(test)
    expect((await workerCaller(test).claim({ limit: 10 })).calls).toHaveLength(1)
    expect((await countersOf(test, resource)).dayE4).toBe(30_000n)
  })
})

describe('under contention', () => {
  it('200 parallel claims at concurrency 5 take exactly 5', async () => {
    const resource = await addResource(test, { concurrency: 5 })
    const user = await consumer()
    const runs = await Promise.all(Array.from({ length: 15 }, () => submitTasks(test, user, 8)))
    const tasks = runs.flatMap((run) => run.tasks.map(({ taskId }) => taskId))
    // Straight at the SQL, so that no snapshot in memory keeps anybody from trying.
    const claims = Array.from({ length: 200 }, (_, at) => {
      const task = tasks[at % tasks.length]
      return test.workerDeps.sql.query<{ answer: { calls: unknown[] } }>(
        { name: 'race_claim', text: 'SELECT queue.claim($1, $2::uuid[], $3::jsonb) AS answer' },
        [`worker-${at % 4}`, [task], JSON.stringify([{ task, resources: [resource.id] }])],
      )
    })
    const answers = await Promise.all(claims)
    expect(answers.reduce((sum, [row]) => sum + (row?.answer.calls.length ?? 0), 0)).toBe(5)
    expect((await countersOf(test, resource)).inFlight).toBe(5)
    const { rows } = await test.admin.query(
      `SELECT count(*)::int AS n FROM attempts WHERE resource_id = $1`,
      [resource.id],
    )
    expect(rows[0].n).toBe(5)
  })

  it('never gives one task to two workers', async () => {
    await addResource(test, { concurrency: 100 })
    await submitTasks(test, await consumer(), 8)
    const claimed = await Promise.all(
      Array.from({ length: 10 }, (_, at) => workerCaller(test, `worker-${at}`).claim({ limit: 8 })),
    )
    const taken = claimed.flatMap(({ calls }) => calls.map(({ taskId }) => taskId))
    expect(taken.toSorted()).toEqual([...new Set(taken)].toSorted())
    expect(taken).toHaveLength(8)
  })
})

describe('fair order', () => {
  it('puts a newcomer second behind a user with 500 tasks', async () => {
    await addResource(test, { concurrency: 1 })
    const [heavy, newcomer] = [await addUser(test), await consumer()]
    await addCredits(test, heavy, 2000)
    for (let run = 0; run < 63; run++)
      await submitTasks(test, heavy, 8, {
        tasks: Array.from({ length: 8 }, () => ({ modelId: core, ceiling: 300n, seed: null })),
      })
    const small = await submitTasks(test, newcomer)
    const order: string[] = []
    for (let at = 0; at < 3; at++) {
      const { calls } = await workerCaller(test).claim({ limit: 1 })
      order.push(...calls.map(({ taskId }) => taskId))
      await test.admin.query('UPDATE resource_counters SET in_flight = 0')
      await test.admin.query('UPDATE upstream_accounts SET in_flight = 0')
      forgetViews(test)
    }
    expect(order.indexOf(small.tasks[0]?.taskId ?? '')).toBe(1)
  })
})

describe('a refused task', () => {
  it('steps aside, and is woken by the capacity that comes back', async () => {
    const resource = await addResource(test, { concurrency: 1 })
    const user = await consumer()
    const [first, second] = [await submitTasks(test, user), await submitTasks(test, user)]
    const { calls } = await workerCaller(test).claim({ limit: 1 })
    expect(calls[0]?.taskId).toBe(first.tasks[0]?.taskId)
    const waiting = second.tasks[0]?.taskId ?? ''
    await test.workerDeps.sql.query(
      { name: 'race_claim', text: 'SELECT queue.claim($1, $2::uuid[], $3::jsonb) AS answer' },
      ['w', [waiting], JSON.stringify([{ task: waiting, resources: [resource.id] }])],
    )
    expect(await taskRow(test, waiting)).toMatchObject({
      status: 'pending',
      parked_reason: 'RESOURCE_BUSY',
    })
    await workerCaller(test).handBack({
      claims: calls.map(({ attemptId, fence }) => ({ attemptId, fence })),
    })
    expect(await taskRow(test, waiting)).toMatchObject({ parked_until: null })
    expect(await countersOf(test, resource)).toMatchObject({ ...idle, minute: 0, window: 0 })
  })

  it('is parked when nobody can take it, so that those behind it are seen', async () => {
    await addResource(test, { priceE4: 10_000n })
    const user = await consumer()
    const stuck = await submitTasks(test, user)
    await test.admin.query(
      `UPDATE tasks SET excluded = (SELECT array_agg(id) FROM resources) WHERE run_id = $1`,
      [stuck.runId],
    )
    const behind = await submitTasks(test, user)
    const first = await workerCaller(test).claim({ limit: 1 })
    expect(first).toMatchObject({ calls: [], refused: 1, full: true })
    const next = await workerCaller(test).claim({ limit: 1 })
    expect(next.calls.map(({ taskId }) => taskId)).toEqual(behind.tasks.map(({ taskId }) => taskId))
  })
})

describe('hostile input', () => {
  it('of another worker or a foreign id changes nothing', async () => {
    const resource = await addResource(test)
    await submitTasks(test, await consumer())
    const { calls } = await workerCaller(test).claim({ limit: 1 })
    const claim = { attemptId: calls[0]?.attemptId ?? '', fence: calls[0]?.fence ?? 0n }
    expect(await workerCaller(test, 'somebody-else').dispatching(claim)).toEqual({
      ok: false,
      reason: 'STALE',
    })
    expect(await workerCaller(test).dispatching({ ...claim, fence: 99n })).toEqual({
      ok: false,
      reason: 'STALE',
    })
    expect(await workerCaller(test).dispatching({ ...claim, attemptId: randomUUID() })).toEqual({
      ok: false,
      reason: 'STALE',
    })
    expect(await workerCaller(test, 'somebody-else').handBack({ claims: [claim] })).toEqual({
      returned: [],
    })
    expect((await countersOf(test, resource)).inFlight).toBe(1)
  })
})
