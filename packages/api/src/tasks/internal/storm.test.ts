import { verifyLedger } from '@aetherflow/ledger/verify-ledger'
import { poolSql } from '@aetherflow/db/sql'
import { expect, it } from 'vitest'
import { addCredits, addUser } from '../../testing/arrange.ts'
import { userCtx } from '../../testing/contexts.ts'
import { cancelTask } from '../cancel-task.ts'
import {
  addResource,
  delivered,
  forgetViews,
  submitTasks,
  workerCaller,
} from '../testing/arrange-tasks.ts'
import { failure, lost, queueMarket, ref } from '../testing/queue-market.ts'
import type { ClaimedCall, Fail } from '../worker-schemas.ts'

const queue = queueMarket()

/** Small and seeded, so that a storm that fails can be raised again. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function handle(name: string, call: ClaimedCall, roll: number): Promise<void> {
  const worker = workerCaller(queue.test, name)
  if (roll < 0.05) return
  if (roll < 0.1) return void (await worker.handBack({ claims: [ref(call)] }))
  if (!(await worker.dispatching(ref(call))).ok) return
  if (roll < 0.15) return
  const named = roll > 0.6 && roll < 0.85
  if (named) await worker.recordJob({ ...ref(call), job: `job-${call.attemptId}` })
  if (roll > 0.6 && roll < 0.68) return void (await worker.handOver({ claims: [ref(call)] }))
  if (roll > 0.68 && roll < 0.72) await worker.unknown(lost(call))
  if (roll < 0.25) return void (await worker.unknown(lost(call)))
  const codes: Fail['results'][number]['code'][] = [
    'UPSTREAM_ERROR',
    'PROMPT_REFUSED',
    'OUTPUT_FILTERED',
    'RATE_LIMITED',
  ]
  const code = codes[Math.floor(roll * 40) % codes.length]
  if (roll < 0.45 && code !== undefined) return void (await worker.fail(failure(call, code)))
  await worker.succeed({ results: [delivered(call)] })
}

/** What another worker hears of a job that was let go. */
async function report(name: string, call: ClaimedCall, roll: number): Promise<void> {
  const worker = workerCaller(queue.test, name)
  if (roll < 0.1) return
  if (roll < 0.2) return void (await worker.unknown(lost(call)))
  if (roll < 0.4) return void (await worker.fail(failure(call, 'UPSTREAM_ERROR')))
  await worker.succeed({ results: [delivered(call)] })
}

async function askUnknowns(name: string, random: () => number): Promise<void> {
  const worker = workerCaller(queue.test, name)
  const { calls } = await worker.claimUnknowns({ limit: 4 })
  for (const { attemptId } of calls) {
    const billed = random() < 0.5
    await worker.resolveUnknown({ attemptId, billed, billedE4: null })
  }
}

async function work(name: string, seed: number, rounds: number): Promise<void> {
  const random = randomOf(seed)
  for (let round = 0; round < rounds; round++) {
    const { calls } = await workerCaller(queue.test, name).claim({ limit: 6 })
    await Promise.all(calls.map((call) => handle(name, call, random())))
    const worker = workerCaller(queue.test, name)
    const { calls: resumed } = await worker.resume({ limit: 4 })
    await Promise.all(resumed.map((call) => report(name, call, random())))
    if (random() < 0.5) await askUnknowns(name, random)
    if (random() < 0.3) await worker.sweep()
  }
}

it('a storm of workers, cancels and sweeps leaves every counter and every credit where it belongs', async () => {
  const { test } = queue
  const provider = await addUser(test, 'provider')
  const shared = await addResource(test, { owner: provider, concurrency: 8 })
  await addResource(test, {
    owner: provider,
    concurrency: 8,
    accountId: shared.accountId,
    priceE4: 9_000n,
  })
  for (let at = 0; at < 3; at++) await addResource(test, { concurrency: 6 })
  const users = await Promise.all(Array.from({ length: 4 }, () => addUser(test)))
  for (const user of users) await addCredits(test, user, 100)

  const submitting = users.map(async (user, at) => {
    const random = randomOf(at + 100)
    for (let run = 0; run < 6; run++) {
      const { tasks } = await submitTasks(test, user, 5)
      for (const { taskId } of tasks) {
        if (random() < 0.15)
          await cancelTask(userCtx(test.deps, user), { taskId }).catch(() => undefined)
      }
    }
  })
  await Promise.all([
    ...submitting,
    ...[1, 2, 3, 4].map((seed) => work(`worker-${seed}`, seed, 12)),
  ])

  // Everything that is left ends by time alone.
  await test.clock.advance(20 * 60_000)
  forgetViews(test)
  for (let at = 0; at < 4; at++) await queue.worker.sweep()
  // What a vendor could still have told of is paid an hour later.
  await test.clock.advance(2 * 3_600_000)
  for (let at = 0; at < 2; at++) await queue.worker.sweep()

  const { rows: locks } = await test.admin.query(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  )
  expect(locks).toEqual([{ deadlocks: 0 }])
  const { rows: open } = await test.admin.query(
    `SELECT status, count(*) FROM tasks WHERE status IN ('pending', 'processing') GROUP BY status`,
  )
  expect(open).toEqual([])
  const { rows: held } = await test.admin.query(
    `SELECT id FROM attempts WHERE slot_held OR loss_due OR state IN ('claimed', 'dispatched')`,
  )
  expect(held).toEqual([])
  const { rows: busy } = await test.admin.query(
    `SELECT r.id, c.in_flight, u.in_flight AS account FROM resources r JOIN resource_counters c ON c.resource_id = r.id
     JOIN upstream_accounts u ON u.id = r.upstream_account_id WHERE c.in_flight <> 0 OR u.in_flight <> 0`,
  )
  expect(busy).toEqual([])
  const { rows: spent } = await test.admin.query(
    `SELECT u.id FROM upstream_accounts u WHERE u.spent_since_e4 <>
       (SELECT coalesce(sum(a.cost_e4), 0) FROM attempts a WHERE a.upstream_account_id = u.id AND a.credits_held)`,
  )
  expect(spent).toEqual([])
  const { rows: days } = await test.admin.query(
    `SELECT c.resource_id FROM resource_counters c WHERE c.day_used_e4 <>
       (SELECT coalesce(sum(a.cost_e4), 0) FROM attempts a WHERE a.resource_id = c.resource_id AND a.credits_held AND a.reserved_day = c.day)`,
  )
  expect(days).toEqual([])
  const { rows: late } = await test.admin.query(
    `SELECT t.id FROM tasks t JOIN attempts a ON a.task_id = t.id WHERE a.dispatched_at IS NOT NULL GROUP BY t.id HAVING count(*) > 3`,
  )
  expect(late).toEqual([])
  const verdicts = await verifyLedger(poolSql(test.admin))
  expect(verdicts.filter(({ holds }) => !holds)).toEqual([])
})
