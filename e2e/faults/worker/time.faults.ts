import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createKeyRing, serializeKeyRing } from '@aetherflow/crypto/key-ring'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from '../../processes/expect-sound.ts'
import { allEnded, allNamed, countAttempts, tasksOf } from '../../processes/look.ts'
import { addConsumer, jobModel, model, submitTasks } from '../../processes/people.ts'
import { plan, readBill } from '../../processes/simulated-vendor.ts'
import { until } from '../../processes/until.ts'
import { openStage, pastCallsMs, pastDeadlinesMs, pastLeasesMs, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.world.close())

const statusesOf = async (tasks: string[]) =>
  new Set((await tasksOf(stage.world, tasks)).map(({ status }) => status))

it('F4: nobody works until the deadline: everything expires and is released', async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  const tasks = await submitTasks(world, consumer, 8)
  await world.advance(pastDeadlinesMs)
  const worker = await world.startWorker()
  await until('every task to end', () => allEnded(world, tasks))
  expect(await statusesOf(tasks)).toEqual(new Set(['expired']))
  const { completed, attempts } = await expectSound(world, consumer, tasks)
  expect({ completed, attempts }).toEqual({ completed: 0, attempts: [] })
  await worker.end()
})

it('F14: a worker sleeps past its leases: its named jobs are asked for by another, its words are refused', async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  const sleeper = await world.startWorker({ WORKER_CONCURRENCY: '4' })
  await plan(world, 'bfl:*', { fault: 'slow', delayMs: 4_000 })
  const tasks = await submitTasks(world, consumer, 4, { models: [jobModel] })
  await until('every job to be on record', () => allNamed(world, tasks))
  sleeper.signal('SIGSTOP')
  await plan(world, 'bfl:*', null)
  await world.advance(pastLeasesMs)
  const other = await world.startWorker()
  await until('every task to end', () => allEnded(world, tasks))
  sleeper.signal('SIGCONT')
  const { completed, attempts } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(tasks.length)
  expect(attempts).toHaveLength(tasks.length)
  for (const worker of [sleeper, other]) worker.signal('SIGTERM')
  expect(await Promise.all([sleeper.ended, other.ended])).toEqual([0, 0])
  await expectSound(world, consumer, tasks)
})

it('F15: a worker finishes after its task expired: nothing is captured, nothing comes back to life', async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  const sleeper = await world.startWorker({ WORKER_CONCURRENCY: '4' })
  await plan(world, '*', { fault: 'slow', delayMs: 2_000 })
  const tasks = await submitTasks(world, consumer, 4)
  await until(
    'the calls to be out',
    async () => (await countAttempts(world, tasks, 'dispatched')) === 4,
  )
  sleeper.signal('SIGSTOP')
  await plan(world, '*', null)
  await world.advance(pastDeadlinesMs + pastCallsMs)
  const other = await world.startWorker()
  await until('every task to end', () => allEnded(world, tasks))
  sleeper.signal('SIGCONT')
  await until('the late answers to be told', () => /not settled|evidence/.test(sleeper.output()))
  expect(await statusesOf(tasks)).toEqual(new Set(['expired']))
  const { completed } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(0)
  await Promise.all([sleeper.end(), other.end()])
})

it.each([
  ['ahead', '600000'],
  ['behind', '-600000'],
])('F25: a worker whose clock is ten minutes %s works like any other', async (_, skewMs) => {
  const { world } = stage
  const consumer = await addConsumer(world)
  const preload = path.join(import.meta.dirname, 'skewed-clock.mjs')
  const skewed = await world.startWorker({
    NODE_OPTIONS: `--import=${preload}`,
    CLOCK_SKEW_MS: skewMs,
  })
  const tasks = await submitTasks(world, consumer, 8, { models: [model, jobModel] })
  await until('every task to end', () => allEnded(world, tasks))
  const { completed, attempts } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(tasks.length)
  expect(attempts).toHaveLength(tasks.length)
  await skewed.end()
})

it("F25: the database's clock steps back under calls: no lease is given twice, nothing is released early", async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  const workers = await Promise.all([world.startWorker(), world.startWorker()])
  await plan(world, '*', { fault: 'slow', delayMs: 1_500 })
  const tasks = await submitTasks(world, consumer, 8)
  await until('calls to be out', async () => (await countAttempts(world, tasks, 'dispatched')) >= 4)
  await world.advance(-10 * 60_000)
  await until('every task to end', () => allEnded(world, tasks))
  await plan(world, '*', null)
  await world.advance(10 * 60_000)
  const { completed, attempts } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(tasks.length)
  expect(attempts).toHaveLength(tasks.length)
  await Promise.all(workers.map((worker) => worker.end()))
})

it('F26: a worker without the vault key calls nobody: tasks wait, expire and are released, and no key is blamed', async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  const ring = path.join(world.settings.storageRoot, '..', 'other-ring.json')
  await writeFile(ring, serializeKeyRing(await createKeyRing()).reveal(), { mode: 0o600 })
  const resources = async () =>
    (
      await world.admin.query(
        `SELECT r.id, r.status::text, r.status_reason, c.failures FROM resources r
         JOIN resource_counters c ON c.resource_id = r.id ORDER BY r.id`,
      )
    ).rows
  const before = await resources()
  const bill = (await readBill(world)).length
  const blind = await world.startWorker({ VAULT_KEY_RING_FILE: ring })
  const tasks = await submitTasks(world, consumer, 4, { models: [model, jobModel] })
  await until('the worker to say which vault key it misses', async () => {
    const answer = await fetch(`${String(blind.ready['url'])}/ready`)
    return (await answer.text()).includes(world.settings.vaultPublicKey.keyId)
  })
  await until('every task to end', async () => {
    if (await allEnded(world, tasks)) return true
    await world.advance(60_000)
    return false
  })
  expect(await readBill(world)).toHaveLength(bill)
  expect(await expectSound(world, consumer, tasks)).toEqual({ completed: 0, attempts: [] })
  expect(await statusesOf(tasks)).toEqual(new Set(['expired']))
  for (const { key } of stage.supplies) expect(blind.output()).not.toContain(key.slice(7, 19))
  expect(blind.output().split('vault key missing')).toHaveLength(2)
  expect(await resources()).toEqual(before)
  // Beside one that has it, nobody waits.
  const seeing = await world.startWorker()
  const further = await submitTasks(world, consumer, 4, { models: [model, jobModel] })
  await until('every task to end', () => allEnded(world, further))
  expect(await statusesOf(further)).toEqual(new Set(['completed']))
  await Promise.all([blind.end(), seeing.end()])
})
