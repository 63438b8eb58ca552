import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { expectSound, expectWholeBillMatched } from '../processes/expect-sound.ts'
import { allEnded, attemptsOf, countAttempts } from '../processes/look.ts'
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
  await Promise.all([addSupply(world), addSupply(world)])
  worker.signal('SIGTERM')
  await worker.ended
})
afterAll(() => world.close())

it('refuses what a worker reports that slept past its leases, and settles each task once', async () => {
  const consumer = await addConsumer(world)
  const sleeper = await world.startWorker({ WORKER_CONCURRENCY: '4' })
  await plan(world, '*', { fault: 'slow', delayMs: 800 })
  const tasks = await submitTasks(world, consumer, 4)
  await until(
    'four calls to be out',
    async () => (await countAttempts(world, tasks, 'dispatched')) === 4,
  )
  sleeper.signal('SIGSTOP')
  const slept = new Set((await attemptsOf(world, tasks)).map(({ id }) => id))
  // Answers come while it sleeps and wait in its sockets; what it had not sent, it sends too late.
  await plan(world, '*', null)
  await world.advance(31_000)
  const other = await world.startWorker()
  await until('every task to end', () => allEnded(world, tasks))
  const settled = await attemptsOf(world, tasks)

  sleeper.signal('SIGCONT')
  const refused = () => sleeper.output().match(/image not settled/g)?.length ?? 0
  await until('the sleeper to be refused', () => refused() === 4)
  await world.advance(130_000)
  const { completed, attempts } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(4)
  const won = (rows: typeof attempts) =>
    rows.filter(({ state }) => state === 'succeeded').map(({ id }) => id)
  expect(won(attempts)).toEqual(won(settled))
  expect(won(attempts).filter((id) => slept.has(id))).toEqual([])
  await expectWholeBillMatched(world)
  for (const worker of [sleeper, other]) worker.signal('SIGTERM')
  expect(await Promise.all([sleeper.ended, other.ended])).toEqual([0, 0])
})
