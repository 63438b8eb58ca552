import { createPool } from '@aetherflow/db/pool'
import type pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { addCredits } from '../testing/arrange.ts'
import {
  addResource,
  countersOf,
  delivered,
  forgetViews,
  idle,
  type ResourceChanges,
  submitTasks,
  type TestResource,
} from './testing/arrange-tasks.ts'
import { failure, lost, queueMarket, ref } from './testing/queue-market.ts'

const queue = queueMarket()
const hourMs = 3_600_000

const set = (resource: TestResource, columns: string) =>
  queue.test.admin.query(`UPDATE resources SET ${columns} WHERE id = $1`, [resource.id])
const setAccount = (resource: TestResource, columns: string) =>
  queue.test.admin.query(`UPDATE upstream_accounts SET ${columns} WHERE id = $1`, [
    resource.accountId,
  ])

/** So many tasks that anybody may take. */
async function waiting(count: number): Promise<string[]> {
  await addCredits(queue.test, queue.user, 2000)
  const runs = []
  for (let at = 0; at < count / 8; at++) runs.push(await submitTasks(queue.test, queue.user, 8))
  return runs.flatMap(({ tasks }) => tasks.map(({ taskId }) => taskId))
}

async function takenOf(resource: TestResource): Promise<number> {
  const { rows } = await queue.test.admin.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM attempts WHERE resource_id = $1',
    [resource.id],
  )
  return rows[0]?.n ?? -1
}

/** Milliseconds from the tests' now to the given moment of UTC. */
function msUntil(set: (date: Date) => void): number {
  const now = queue.test.clock.now()
  const date = new Date(now)
  set(date)
  return date.getTime() - now.getTime()
}
const untilMidnight = () => msUntil((date) => date.setUTCHours(24, 0, 0, 0))
const untilMonthEnd = () =>
  msUntil((date) => {
    date.setUTCMonth(date.getUTCMonth() + 1, 1)
    date.setUTCHours(0, 0, 0, 0)
  })

// What an owner may say, at a value that some of 200 would break: each call costs 3 upstream credits.
const limits: {
  limit: string
  changes?: ResourceChanges
  arrange?: (resource: TestResource) => Promise<unknown>
  allowed: number
}[] = [
  { limit: 'concurrency', changes: { concurrency: 5 }, allowed: 5 },
  { limit: 'requests per minute', changes: { perMinute: 7 }, allowed: 7 },
  { limit: 'credits per day', changes: { dailyE4: 299_999n }, allowed: 9 },
  {
    limit: 'credits per month',
    arrange: (resource) => set(resource, 'monthly_limit_e4 = 330000'),
    allowed: 11,
  },
  {
    limit: 'the floor of the balance',
    changes: { balanceE4: 250_000n, floorE4: 40_001n },
    allowed: 6,
  },
  {
    limit: "the account's concurrency",
    arrange: (resource) => setAccount(resource, 'concurrency_limit = 8'),
    allowed: 8,
  },
  {
    limit: "the account's window",
    arrange: (resource) => setAccount(resource, 'window_limit = 12, window_ms = 60000'),
    allowed: 12,
  },
  {
    limit: 'models',
    arrange: (resource) => set(resource, `model_ids = '{stability:ultra}'`),
    allowed: 0,
  },
  { limit: 'hours', arrange: (resource) => set(resource, 'hours_mask = 0'), allowed: 0 },
  { limit: 'price', arrange: (resource) => set(resource, 'price_e4 = 10001'), allowed: 0 },
  {
    limit: 'a key for its owner alone',
    arrange: (resource) => set(resource, `kind = 'own_key'`),
    allowed: 0,
  },
  { limit: 'pause', arrange: (resource) => set(resource, `status = 'paused'`), allowed: 0 },
  {
    limit: 'a lock by the vendor',
    arrange: (resource) => setAccount(resource, `locked_until = clock_now() + interval '1 hour'`),
    allowed: 0,
  },
]

let pools: pg.Pool[] = []
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  pools = []
})

describe('200 parallel claims by eight workers never exceed', () => {
  it.each(limits)('$limit: $allowed', async ({ changes, arrange, allowed }) => {
    const resource = await addResource(queue.test, { concurrency: 100, ...changes })
    const tasks = await waiting(allowed === 0 ? 16 : 104)
    await arrange?.(resource)
    // Straight at the SQL, each worker with connections of its own: no snapshot keeps anybody from trying.
    pools = Array.from({ length: 8 }, (_, at) =>
      createPool(queue.test.database.workerUrl, {
        applicationName: `racer ${at}`,
        max: 3,
        // 200 wait for 24 connections: on a busy machine that takes its time.
        connectionTimeoutMs: 60_000,
        statementTimeoutMs: 60_000,
      }),
    )
    const claim = async (at: number) => {
      const task = tasks[at % tasks.length]
      await pools[at % pools.length]?.query('SELECT queue.claim($1, $2::uuid[], $3::jsonb)', [
        `worker-${at % pools.length}`,
        [task],
        JSON.stringify([{ task, resources: [resource.id] }]),
      ])
    }
    await Promise.all(Array.from({ length: 200 }, (_, at) => claim(at)))
    expect(await takenOf(resource)).toBe(allowed)
    const used = BigInt(allowed) * 30_000n
    expect(await countersOf(queue.test, resource)).toMatchObject({
      inFlight: allowed,
      accountInFlight: allowed,
      minute: allowed,
      window: allowed,
      dayE4: used,
      monthE4: used,
      spentE4: used,
    })
  })
})

describe('a request window', () => {
  it.each([
    ['minute', 'perMinute', 60_000],
    ['window of the account', 'window', 10_000],
  ] as const)('holds for any %s, wherever it begins', async (_name, kind, windowMs) => {
    const most = 5
    const resource = await addResource(queue.test, {
      concurrency: 100,
      perMinute: kind === 'perMinute' ? most : 6_000,
    })
    if (kind === 'window') await setAccount(resource, `window_limit = ${most}`)
    await setAccount(resource, 'concurrency_limit = 100')
    await waiting(64)
    // Uneven steps, so that bursts fall on both sides of every edge.
    for (let step = 0; step < 40; step++) {
      await queue.test.clock.advance(Math.floor((windowMs * ((step * 7) % 11)) / 23))
      await queue.test.admin.query('UPDATE tasks SET parked_until = NULL')
      forgetViews(queue.test)
      await queue.worker.claim({ limit: 10 })
    }
    const { rows } = await queue.test.admin.query<{ at: number }>(
      `SELECT (extract(epoch FROM claimed_at) * 1000)::float8 AS at FROM attempts WHERE resource_id = $1 ORDER BY 1`,
      [resource.id],
    )
    const times = rows.map(({ at }) => at)
    const mostSeen = Math.max(
      ...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length),
    )
    expect(mostSeen).toBe(most)
    expect(times.length).toBeGreaterThan(3 * most)
  })

  it('gives back a request that never went out, and keeps one that did', async () => {
    const resource = await addResource(queue.test, { perMinute: 2 })
    await waiting(8)
    const [first, second] = (await queue.worker.claim({ limit: 2 })).calls
    if (first === undefined || second === undefined) throw new Error('two calls are claimable')
    await queue.test.clock.advance(12_000)
    await queue.worker.heartbeat({ claims: [ref(first), ref(second)] })
    await queue.worker.handBack({ claims: [ref(first)] })
    await queue.worker.dispatching(ref(second))
    await queue.worker.fail(failure(second, 'BAD_REQUEST'))
    expect(await countersOf(queue.test, resource)).toMatchObject({ ...idle, minute: 1, window: 1 })
    forgetViews(queue.test)
    await queue.test.admin.query('UPDATE tasks SET parked_until = NULL')
    expect((await queue.worker.claim({ limit: 5 })).calls).toHaveLength(1)
  })
})

describe('what was reserved goes back to where it came from', () => {
  it('across midnight', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    await queue.test.clock.advance(untilMidnight() - 5_000)
    await submitTasks(queue.test, queue.user, 2)
    const yesterday = await queue.dispatchOne()
    await queue.test.clock.advance(10_000)
    forgetViews(queue.test)
    const today = await queue.dispatchOne()
    const sameMonth = queue.test.clock.now().getUTCDate() > 1
    expect(await countersOf(queue.test, resource)).toMatchObject({
      dayE4: 30_000n,
      monthE4: sameMonth ? 60_000n : 30_000n,
    })
    await queue.worker.fail(failure(yesterday, 'UPSTREAM_ERROR'))
    expect(await countersOf(queue.test, resource)).toMatchObject({
      inFlight: 1,
      dayE4: 30_000n,
      monthE4: 30_000n,
      spentE4: 30_000n,
    })
    await queue.worker.fail(failure(today, 'BAD_REQUEST'))
    expect(await countersOf(queue.test, resource)).toMatchObject(idle)
  })

  it('across the end of the month', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    await queue.test.clock.advance(untilMonthEnd() - 5_000)
    await submitTasks(queue.test, queue.user, 2)
    const before = await queue.dispatchOne()
    await queue.test.clock.advance(10_000)
    forgetViews(queue.test)
    await queue.worker.succeed({ results: [delivered(await queue.dispatchOne())] })
    await queue.worker.fail(failure(before, 'UPSTREAM_ERROR'))
    expect(await countersOf(queue.test, resource)).toMatchObject({
      inFlight: 0,
      dayE4: 30_000n,
      monthE4: 30_000n,
      spentE4: 30_000n,
    })
  })

  it('by the sweep of a lost worker and by a drain', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    await submitTasks(queue.test, queue.user, 6)
    const { calls } = await queue.worker.claim({ limit: 6 })
    await queue.worker.handBack({ claims: calls.slice(0, 3).map(ref) })
    expect(await countersOf(queue.test, resource)).toMatchObject({ inFlight: 3, minute: 3 })
    await queue.test.clock.advance(31_000)
    expect(await queue.worker.sweep()).toMatchObject({ abandoned: 3 })
    expect(await countersOf(queue.test, resource)).toMatchObject({ ...idle, minute: 0, window: 0 })
  })

  it('of an unknown: the slot at the deadline of its call, the credits when it is resolved', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    await queue.test.clock.advance(untilMidnight() + hourMs)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.worker.unknown(lost(call))
    expect(await countersOf(queue.test, resource)).toMatchObject({ inFlight: 1, dayE4: 30_000n })
    await queue.test.clock.advance(66_000)
    await queue.worker.sweep()
    expect(await countersOf(queue.test, resource)).toMatchObject({ inFlight: 0, dayE4: 30_000n })
    const { attemptId } = call
    const found = { attemptId, billed: false, billedE4: null }
    expect(await queue.worker.resolveUnknown(found)).toEqual({ resolved: true })
    expect(await queue.worker.resolveUnknown({ ...found, billed: true })).toEqual({
      resolved: false,
    })
    expect(await countersOf(queue.test, resource)).toMatchObject(idle)
  })
})

describe('what is claimed and not yet dispatched', () => {
  const stops: [string, string, () => Promise<unknown>][] = [
    [
      'a pause of its owner',
      'RESOURCE_NOT_ACTIVE',
      () => queue.test.admin.query(`UPDATE resources SET status = 'paused'`),
    ],
    [
      'a key that was replaced',
      'NO_CREDENTIAL',
      () => queue.test.admin.query(`UPDATE credentials SET state = 'retired'`),
    ],
    [
      'a lock by the vendor',
      'RATE_LIMITED',
      () =>
        queue.test.admin.query(
          `UPDATE upstream_accounts SET locked_until = clock_now() + interval '1 minute'`,
        ),
    ],
  ]
  it.each(stops)('is stopped by %s', async (_name, reason, stop) => {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.claimOne()
    await stop()
    expect(await queue.worker.dispatching(ref(call))).toEqual({ ok: false, reason })
    expect(await countersOf(queue.test, resource)).toMatchObject({ ...idle, minute: 0, window: 0 })
  })
})
