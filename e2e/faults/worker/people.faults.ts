import { cancelTask } from '@aetherflow/api/tasks/cancel-task'
import { updateResource } from '@aetherflow/api/gateway/update-resource'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { poolSql } from '@aetherflow/db/sql'
import { balances } from '@aetherflow/ledger/balances'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from '../../processes/expect-sound.ts'
import { allEnded, allNamed, tasksOf } from '../../processes/look.ts'
import { addConsumer, addSupply, jobModel, model, submitTasks } from '../../processes/people.ts'
import { plan } from '../../processes/simulated-vendor.ts'
import { until } from '../../processes/until.ts'
import { expectLedgerHolds } from '../buyer.ts'
import { openStage, resumesOf, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.world.close())

it('F16: people cancel while workers claim, call and settle: each task ends once, held is what is open', async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  const workers = await Promise.all([world.startWorker(), world.startWorker()])
  const tasks = await submitTasks(world, consumer, 40, { models: [model, jobModel] })
  const cancelled = new Set<string>()
  await Promise.all(
    tasks.map(async (taskId) => {
      const answer = await cancelTask(userCtx(world.deps, consumer), { taskId }).catch(() => null)
      if (answer?.status === 'cancelled') cancelled.add(taskId)
    }),
  )
  await until('every task to end', () => allEnded(world, tasks))
  const rows = await tasksOf(world, tasks)
  for (const { id, status } of rows)
    expect(status, id).toBe(cancelled.has(id) ? 'cancelled' : 'completed')
  const { rows: paid } = await world.admin.query<{ sum: string }>(
    'SELECT coalesce(sum(price), 0) AS sum FROM settlements WHERE task_id = ANY ($1::uuid[])',
    [tasks],
  )
  const { spendable, held } = await balances(poolSql(world.admin), consumer.id)
  expect({ spendable, held }).toEqual({
    spendable: consumer.credits - BigInt(paid[0]?.sum ?? 0),
    held: 0n,
  })
  await expectLedgerHolds(world)
  await Promise.all(workers.map((worker) => worker.end()))
})

it('F17: two of four images come: two are paid, two are released, together what was held', async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  await plan(world, 'bfl:*', { fault: 'moderated' })
  const worker = await world.startWorker()
  const tasks = await submitTasks(world, consumer, 4, { models: [model, jobModel] })
  await until('every task to end', () => allEnded(world, tasks))
  await plan(world, 'bfl:*', null)
  const statuses = (await tasksOf(world, tasks)).map(({ status }) => status).toSorted()
  expect(statuses).toEqual(['completed', 'completed', 'failed', 'failed'])
  await expectSound(world, consumer, tasks)
  await worker.end()
})

it('F27: a provider revokes a key under load: it is put aside, others deliver', async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  const worker = await world.startWorker()
  const doomed = await addSupply(world)
  // The cheapest, so that it is asked first.
  await updateResource(userCtx(world.deps, doomed.owner), {
    resourceId: doomed.resourceId,
    priceE4: 5_000n,
  })
  await plan(world, doomed.key, { fault: 'unauthorized', on: 'all' })
  const tasks = await submitTasks(world, consumer, 24)
  await until('every task to end', () => allEnded(world, tasks))
  const { completed, attempts } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(tasks.length)
  const { rows } = await world.admin.query(
    'SELECT status::text, status_reason AS reason FROM resources WHERE id = $1',
    [doomed.resourceId],
  )
  expect(attempts.some(({ resourceId }) => resourceId === doomed.resourceId)).toBe(true)
  expect(rows[0]).toEqual({ status: 'error', reason: 'KEY_REFUSED' })
  await worker.end()
})

it('F28: workers are replaced one by one under load: each ends in time, nothing is lost or asked twice', async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  let worker = await world.startWorker({ WORKER_CONCURRENCY: '6' })
  await plan(world, '*', { fault: 'slow', delayMs: 300 })
  const tasks = await submitTasks(world, consumer, 32, { models: [model, jobModel] })
  for (let deploy = 0; deploy < 3; deploy += 1) {
    const next = await world.startWorker({ WORKER_CONCURRENCY: '6' })
    worker.signal('SIGTERM')
    expect(await worker.ended).toBe(0)
    worker = next
  }
  await until('every task to end', () => allEnded(world, tasks))
  await plan(world, '*', null)
  const { completed, attempts } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(tasks.length)
  expect(attempts.filter(({ state }) => state === 'unknown')).toEqual([])
  expect(attempts.filter(({ dispatchedAt }) => dispatchedAt !== null)).toHaveLength(tasks.length)
  await worker.end()
})

it('F28: a worker that has to go hands its named jobs over instead of waiting for them', async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  const old = await world.startWorker()
  await plan(world, 'bfl:*', { fault: 'slow', delayMs: 8_000 })
  const tasks = await submitTasks(world, consumer, 4, { models: [jobModel] })
  await until('every job to be on record', () => allNamed(world, tasks))
  old.signal('SIGTERM')
  expect(await old.ended).toBe(0)
  await plan(world, 'bfl:*', null)
  const next = await world.startWorker()
  await until('every task to end', () => allEnded(world, tasks))
  const { completed, attempts } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(tasks.length)
  expect(attempts).toHaveLength(tasks.length)
  expect(await resumesOf(world, tasks)).toBeGreaterThan(0)
  await next.end()
})
