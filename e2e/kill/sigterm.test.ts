import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { expectSound } from '../processes/expect-sound.ts'
import { closeGate } from '../processes/gate.ts'
import { allEnded, attemptsOf, countAttempts, tasksOf } from '../processes/look.ts'
import { openWorld, type World } from '../processes/open-world.ts'
import { addConsumer, addSupply, submitTasks } from '../processes/people.ts'
import { plan } from '../processes/simulated-vendor.ts'
import { until } from '../processes/until.ts'

// Whole processes on a busy machine: this bounds a hang, not a speed.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

let world: World
beforeAll(async () => {
  world = await openWorld()
  const worker = await world.startWorker()
  await addSupply(world)
  worker.signal('SIGTERM')
  await worker.ended
})
afterAll(() => world.close())

it('lets calls under way end, leaves the rest to others, and loses nothing', async () => {
  const consumer = await addConsumer(world)
  const worker = await world.startWorker({ WORKER_CONCURRENCY: '5' })
  await plan(world, '*', { fault: 'slow', delayMs: 1_500 })
  const tasks = await submitTasks(world, consumer, 12)
  await until(
    'five calls to be out',
    async () => (await countAttempts(world, tasks, 'dispatched')) === 5,
  )
  worker.signal('SIGTERM')
  expect(await worker.ended).toBe(0)
  await plan(world, '*', null)

  const attempts = await attemptsOf(world, tasks)
  expect(attempts.filter(({ state }) => state === 'succeeded')).toHaveLength(5)
  expect(
    attempts.filter(({ state }) => ['claimed', 'dispatched', 'unknown'].includes(state)),
  ).toEqual([])
  const waiting = (await tasksOf(world, tasks)).filter(({ status }) => status === 'pending')
  expect(waiting).toHaveLength(7)
  expect(waiting.filter(({ leased }) => leased)).toEqual([])

  const next = await world.startWorker()
  await until('every task to end', () => allEnded(world, tasks))
  const { completed } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(12)
  next.signal('SIGTERM')
  expect(await next.ended).toBe(0)
})

it('carries through or hands back each dispatch that the stop finds half done', async () => {
  const consumer = await addConsumer(world)
  const worker = await world.startWorker({ WORKER_CONCURRENCY: '4' })
  const gate = await closeGate(world, 'dispatch')
  const tasks = await submitTasks(world, consumer, 4)
  await gate.stopped(1)
  worker.signal('SIGTERM')
  await until('the worker to begin to stop', () => worker.output().includes('worker stopping'))
  await gate.open()
  expect(await worker.ended).toBe(0)
  expect((await tasksOf(world, tasks)).filter(({ status }) => status === 'processing')).toEqual([])

  const next = await world.startWorker()
  await until('every task to end', () => allEnded(world, tasks))
  const { completed, attempts } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(4)
  expect(attempts.filter(({ state }) => state === 'unknown')).toEqual([])
  next.signal('SIGTERM')
  expect(await next.ended).toBe(0)
})
