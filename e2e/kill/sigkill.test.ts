import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { expectSound, expectWholeBillMatched } from '../processes/expect-sound.ts'
import { closeGate } from '../processes/gate.ts'
import { allEnded, attemptsOf, countAttempts, tasksOf } from '../processes/look.ts'
import { openWorld, type World } from '../processes/open-world.ts'
import { addConsumer, addSupply, submitTasks, type Supply } from '../processes/people.ts'
import { plan, readBill } from '../processes/simulated-vendor.ts'
import { until } from '../processes/until.ts'

// Whole processes on a busy machine: this bounds a hang, not a speed.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

// Fewer than the tasks, so that some wait, some are claimed and some are out when the worker dies.
const concurrency = { WORKER_CONCURRENCY: '6' }
const several = 4
/** Leases (30 s) and call deadlines (120 s and 5) are past, the tasks' own (15 min) are not. */
const pastCallsMs = 130_000
const pastDeadlinesMs = 16 * 60_000

let world: World
let supplies: Supply[]
beforeAll(async () => {
  world = await openWorld()
  const worker = await world.startWorker()
  supplies = await Promise.all([addSupply(world), addSupply(world), addSupply(world)])
  worker.signal('SIGTERM')
  await worker.ended
})
afterAll(() => world.close())

type Moment = {
  /** Brings the world to the moment; `kill` ends the worker there. */
  reach(tasks: string[], kill: () => Promise<void>): Promise<void>
}

/** 20 tasks, one worker, SIGKILL at the moment; then another worker, with the clock moved. */
async function killAt(moment: Moment, movedMs: number) {
  const consumer = await addConsumer(world)
  const worker = await world.startWorker(concurrency)
  const tasks = await submitTasks(world, consumer, 20)
  await moment.reach(tasks, async () => {
    worker.signal('SIGKILL')
    expect(await worker.ended).toBe('SIGKILL')
  })
  const killed = await attemptsOf(world, tasks)
  await world.advance(movedMs)
  const next = await world.startWorker(concurrency)
  await until('every task to end', () => allEnded(world, tasks))
  const sound = await expectSound(world, consumer, tasks)
  next.signal('SIGTERM')
  expect(await next.ended).toBe(0)
  return { tasks, killed, ...sound }
}

const dispatched = (tasks: string[]) =>
  until(
    'several calls to be out',
    async () => (await countAttempts(world, tasks, 'dispatched')) >= several,
  )

it('after the claim, before the intent: nothing was sent, everything is delivered', async () => {
  const { tasks, killed, completed, attempts } = await killAt(
    {
      async reach(_tasks, kill) {
        const gate = await closeGate(world, 'dispatch')
        // Intents travel together: one statement may carry them all.
        await gate.stopped(1)
        await kill()
        await gate.breakOff()
        await gate.open()
      },
    },
    pastCallsMs,
  )
  expect(killed.filter(({ state }) => state === 'claimed').length).toBeGreaterThanOrEqual(several)
  expect(completed).toBe(tasks.length)
  expect(attempts.filter(({ state }) => state === 'unknown')).toEqual([])
})

it('after the intent, before the call: unknown to us, free at the vendor, asked once more', async () => {
  const { tasks, killed, completed, attempts } = await killAt(
    {
      async reach(all, kill) {
        const gate = await closeGate(world, 'dispatch')
        await gate.stopped(1)
        await kill()
        // The server does not know that nobody waits for it: it commits.
        await gate.open()
        await until('the intents to be there', async () => {
          return (await countAttempts(world, all, 'dispatched')) > 0
        })
      },
    },
    pastCallsMs,
  )
  const lost = attempts.filter(({ state }) => state === 'unknown')
  expect(completed).toBe(tasks.length)
  expect(lost.length).toBe(killed.filter(({ state }) => state === 'dispatched').length)
  const ids = new Set(lost.map(({ id }) => id))
  expect(
    (await readBill(world)).filter(({ correlationId }) => ids.has(correlationId ?? '')),
  ).toEqual([])
})

it('while the vendor works: billed there, unknown to us, paid by nobody but the platform', async () => {
  const { tasks, completed, attempts } = await killAt(
    {
      async reach(all, kill) {
        // Bills when the call arrives and never answers: what the bill says has certainly gone out.
        const before = (await readBill(world)).length
        await plan(world, '*', { fault: 'hang-after-billing' })
        await dispatched(all)
        await until('the vendor to bill', async () => {
          return (await readBill(world)).length >= before + several
        })
        await kill()
        await plan(world, '*', null)
      },
    },
    pastCallsMs,
  )
  expect(completed).toBe(tasks.length)
  const lost = attempts.filter(({ state }) => state === 'unknown').map(({ id }) => id)
  expect(lost.length).toBeGreaterThanOrEqual(several)
  // A kill between intent and socket leaves a call that never went out: none or one bill each.
  const billed = (await readBill(world))
    .filter(
      ({ outcome, correlationId }) => outcome === 'billed' && lost.includes(correlationId ?? ''),
    )
    .map(({ correlationId }) => correlationId)
  expect(billed.length).toBeGreaterThanOrEqual(several)
  expect(new Set(billed).size).toBe(billed.length)
  const { rows } = await world.admin.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM transfers WHERE business_key = ANY ($1::text[])`,
    [lost.map((id) => `loss:${id}`)],
  )
  expect(rows[0]?.count).toBe(lost.length)
})

it('while the vendor works and nobody comes back before the deadline: everything is released', async () => {
  const { tasks, completed } = await killAt(
    {
      async reach(all, kill) {
        await plan(world, '*', { fault: 'hang' })
        await dispatched(all)
        await kill()
        await plan(world, '*', null)
      },
    },
    pastDeadlinesMs,
  )
  expect(completed).toBe(0)
  const rows = await tasksOf(world, tasks)
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['expired']))
})

it('while it stores what the vendor billed: asked once more, elsewhere', async () => {
  const temp = path.join(world.settings.storageRoot, 'temp')
  const { tasks, completed, attempts } = await killAt(
    {
      async reach(all, kill) {
        // A disk that takes nothing: no folder can be made where a file is.
        await rm(temp, { recursive: true, force: true })
        await writeFile(temp, '')
        await dispatched(all)
        const out = new Set((await attemptsOf(world, all)).map(({ id }) => id))
        await until('the vendor to bill several calls', async () => {
          const bill = await readBill(world)
          return bill.filter(({ correlationId }) => out.has(correlationId ?? '')).length >= several
        })
        await kill()
        await rm(temp)
      },
    },
    pastCallsMs,
  )
  expect(completed).toBe(tasks.length)
  expect(attempts.some(({ state }) => state === 'unknown')).toBe(true)
})

it('in the middle of a settlement that rolls back: nothing is paid twice', async () => {
  const { tasks, completed } = await killAt(
    {
      async reach(_tasks, kill) {
        const gate = await closeGate(world, 'settle')
        await gate.stopped(1)
        await kill()
        await gate.breakOff()
        await gate.open()
      },
    },
    pastCallsMs,
  )
  expect(completed).toBe(tasks.length)
})

it('in the middle of a settlement that commits unheard: it stands', async () => {
  const { tasks, completed, attempts } = await killAt(
    {
      async reach(all, kill) {
        const gate = await closeGate(world, 'settle')
        await gate.stopped(1)
        await kill()
        await gate.open()
        await until(
          'the settlement to commit',
          async () => (await countAttempts(world, all, 'succeeded')) > 0,
        )
      },
    },
    pastCallsMs,
  )
  expect(completed).toBe(tasks.length)
  expect(attempts.filter(({ state }) => state === 'succeeded')).toHaveLength(tasks.length)
})

it('over all of it, the vendor billed nothing that we have no call for, and no log has a key', async () => {
  await expectWholeBillMatched(world)
  for (const { key } of supplies) expect(world.logs()).not.toContain(key.slice(7, 19))
})
