import { createPool } from '@aetherflow/db/pool'
import type pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { addCredits } from '../testing/arrange.ts'
import {
  addResource,
  countersOf,
  forgetViews,
  idle,
  type ResourceChanges,
  submitTasks,
  type TestResource,
} from './testing/arrange-tasks.ts'
import { failure, queueMarket, ref } from './testing/queue-market.ts'

const queue = queueMarket()

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

// The claim has a short way for first choices and a long one for the others: both hold every limit.
const ways = [
  { way: 'as their first choice', claims: 200, behindFull: false },
  { way: 'behind one that is full', claims: 80, behindFull: true },
]
describe.each(ways)(
  'claims by eight workers at once never exceed',
  ({ way, claims, behindFull }) => {
    const cases = limits.map((one) => ({ ...one, way }))
    it.each(cases)('$limit, $way: $allowed', async ({ changes, arrange, allowed }) => {
      const resource = await addResource(queue.test, { concurrency: 100, ...changes })
      const tasks = await waiting(allowed === 0 ? 16 : claims / 2)
      await arrange?.(resource)
      const full = await addResource(queue.test, { concurrency: 1 })
      await queue.test.admin.query(
        'UPDATE resource_counters SET in_flight = 1 WHERE resource_id = $1',
        [full.id],
      )
      const resources = behindFull ? [full.id, resource.id] : [resource.id]
      // Straight at the SQL, each worker with connections of its own: no snapshot keeps anybody from trying.
      pools = Array.from({ length: 8 }, (_, at) =>
        createPool(queue.test.database.workerUrl, {
          applicationName: `racer ${at}`,
          max: 3,
          // They all wait for 24 connections: on a busy machine that takes its time.
          connectionTimeoutMs: 60_000,
          statementTimeoutMs: 60_000,
        }),
      )
      const claim = async (at: number) => {
        const task = tasks[at % tasks.length]
        await pools[at % pools.length]?.query('SELECT queue.claim($1, $2::uuid[], $3::jsonb)', [
          `worker-${at % pools.length}`,
          [task],
          JSON.stringify([{ task, resources }]),
        ])
      }
      await Promise.all(Array.from({ length: claims }, (_, at) => claim(at)))
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
  },
)

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
    const tasks = await waiting(64)
    // Uneven steps, so that bursts fall on both sides of every edge.
    for (let step = 0; step < 40; step++) {
      await queue.test.clock.advance(Math.floor((windowMs * ((step * 7) % 11)) / 23))
      await queue.test.admin.query('UPDATE tasks SET parked_until = NULL')
      // Straight at the SQL: what routing proposes would hold the bound by itself.
      await queue.test.workerDeps.pool.query('SELECT queue.claim($1, $2::uuid[], $3::jsonb)', [
        'worker-window',
        tasks,
        JSON.stringify(tasks.map((task) => ({ task, resources: [resource.id] }))),
      ])
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
