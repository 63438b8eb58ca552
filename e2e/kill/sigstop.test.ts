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

const out = (tasks: string[], count: number) =>
  until(
    `${count} calls to be out`,
    async () => (await countAttempts(world, tasks, 'dispatched')) === count,
  )

/** Four calls of a worker that falls asleep, and with it four tasks that others may take. */
async function fallAsleep() {
  const consumer = await addConsumer(world)
  const sleeper = await world.startWorker({ WORKER_CONCURRENCY: '4' })
  await plan(world, '*', { fault: 'slow', delayMs: 3_000 })
  const tasks = await submitTasks(world, consumer, 4)
  await out(tasks, 4)
  sleeper.signal('SIGSTOP')
  const slept = (await attemptsOf(world, tasks)).map(({ id }) => id)
  // Answers come while it sleeps and wait in its sockets; what it had not sent, it sends too late.
  await world.advance(31_000)
  const awake = async () => {
    sleeper.signal('SIGCONT')
    const refused = () => sleeper.output().match(/image not settled/g)?.length ?? 0
    await until('the sleeper to be refused', () => refused() === 4)
  }
  const expectOneSettlementEach = async (other: typeof sleeper) => {
    await until('every task to end', () => allEnded(world, tasks))
    await world.advance(130_000)
    const { completed, attempts } = await expectSound(world, consumer, tasks)
    expect(completed).toBe(4)
    const won = attempts.filter(({ state }) => state === 'succeeded').map(({ id }) => id)
    expect(won.filter((id) => slept.includes(id))).toEqual([])
    await expectWholeBillMatched(world)
    for (const worker of [sleeper, other]) worker.signal('SIGTERM')
    expect(await Promise.all([sleeper.ended, other.ended])).toEqual([0, 0])
  }
  return { tasks, awake, expectOneSettlementEach }
}

it('refuses a worker that slept past its leases until others had finished its tasks', async () => {
  const { tasks, awake, expectOneSettlementEach } = await fallAsleep()
  await plan(world, '*', null)
  const other = await world.startWorker()
  await until('every task to end', () => allEnded(world, tasks))
  await awake()
  await expectOneSettlementEach(other)
})

it('refuses a worker that slept past its leases while others are still at its tasks', async () => {
  const { tasks, awake, expectOneSettlementEach } = await fallAsleep()
  // Longer than the sleeper's own way home: its answers are there already.
  await plan(world, '*', { fault: 'slow', delayMs: 6_000 })
  const other = await world.startWorker()
  await out(tasks, 4)
  await awake()
  await plan(world, '*', null)
  await expectOneSettlementEach(other)
})
