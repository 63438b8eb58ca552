import { taskRow } from '@aetherflow/api/tasks/testing/arrange-tasks'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { changedCaller, gate } from '../testing/changed-caller.ts'
import { fixedLimit } from '../testing/fixed-limit.ts'
import { testDispatcher } from '../testing/test-dispatcher.ts'
import { until } from '../testing/until.ts'
import { stabilityOf, workerMarket } from '../testing/worker-market.ts'
import type { DispatcherOptions } from './create-dispatcher.ts'
import { createReporter } from './report-results.ts'

const market = workerMarket()
const log = pino({ level: 'silent' })

const dispatcher = (differing: Partial<DispatcherOptions> = {}) => testDispatcher(market, differing)

/** The real upstream behind a door, with a count of who stands before it. */
function guarded() {
  const stability = stabilityOf(market)
  const door = gate()
  const calls = { now: 0, most: 0, all: 0 }
  const generate: ImageUpstream['generate'] = async (call) => {
    calls.all += 1
    calls.now += 1
    calls.most = Math.max(calls.most, calls.now)
    await door.passed
    const outcome = await stability.generate(call)
    calls.now -= 1
    return outcome
  }
  const upstream: ImageUpstream = { ...stability, generate }
  return { upstreams: new Map([[stability.id, upstream]]), calls, open: door.open }
}

async function statuses(taskIds: string[]) {
  const rows = await Promise.all(taskIds.map((id) => taskRow(market.test, id)))
  return rows.map(({ status }) => status)
}

describe('a dispatcher', () => {
  it('carries claimed tasks to delivery, never more at once than it may', async () => {
    await market.supply()
    const tasks = await market.submit(8)
    const { upstreams, calls, open } = guarded()
    const worker = dispatcher({ upstreams, limit: fixedLimit(3) })
    expect(await worker.round()).toEqual({ more: false })
    await until(() => calls.now === 3)
    expect(await worker.round()).toEqual({ more: false })
    expect(worker.inFlight()).toBe(3)
    open()
    await until(async () => {
      await worker.round()
      return (await statuses(tasks)).every((status) => status === 'completed')
    })
    expect(calls.most).toBe(3)
    expect(calls.all).toBe(8)
  })

  it('calls nobody when the dispatch was stopped after the claim', async () => {
    await market.supply()
    const [task = ''] = await market.submit(1)
    const { upstreams, calls } = guarded()
    const { test, caller } = market
    const stop = (on: boolean) =>
      test.admin.query(
        `INSERT INTO system_switches (name, "on") VALUES ('dispatch-stopped', $1)
         ON CONFLICT (name) DO UPDATE SET "on" = excluded."on"`,
        [on],
      )
    const dispatchSet: typeof caller.tasks.dispatchSet = async (input) => {
      await stop(true)
      return caller.tasks.dispatchSet(input)
    }
    try {
      const worker = dispatcher({ upstreams, caller: changedCaller(caller, { dispatchSet }) })
      await worker.round()
      await until(() => worker.inFlight() === 0)
      expect(calls.all).toBe(0)
      expect(await taskRow(test, task)).toMatchObject({ status: 'pending' })
    } finally {
      await stop(false)
    }
  })

  it('keeps the lease of a call under way, and of a result that is not yet reported', async () => {
    await market.supply()
    const [task] = await market.submit(1)
    const { upstreams, calls, open } = guarded()
    const { test, caller } = market
    const reports = gate()
    const succeed: typeof caller.tasks.succeed = async (input) => {
      await reports.passed
      return caller.tasks.succeed(input)
    }
    let reporting = false
    const reporter = createReporter(changedCaller(caller, { succeed }), log)
    const worker = dispatcher({
      upstreams,
      reporter: {
        report: (...args) => {
          reporting = true
          return reporter.report(...args)
        },
      },
    })
    const leaseLeftMs = async () => {
      const { rows } = await test.admin.query<{ ms: number }>(
        `SELECT (extract(epoch FROM lease_until - clock_now()) * 1000)::float8 AS ms FROM tasks WHERE id = $1`,
        [task],
      )
      return rows[0]?.ms ?? 0
    }
    const outliveALease = async () => {
      await test.clock.advance(20_000)
      const before = await leaseLeftMs()
      await worker.heartbeat()
      expect(await leaseLeftMs()).toBeGreaterThan(before)
    }
    await worker.round()
    await until(() => calls.now === 1)
    await outliveALease()
    open()
    await until(() => reporting)
    await outliveALease()
    await outliveALease()
    reports.open()
    await until(() => worker.inFlight() === 0)
    expect(await statuses([task ?? ''])).toEqual(['completed'])
  })
})

describe('a drain', () => {
  it('lets calls under way end and be settled', async () => {
    await market.supply()
    const tasks = await market.submit(3)
    const { upstreams, calls, open } = guarded()
    const worker = dispatcher({ upstreams })
    await worker.round()
    await until(() => calls.now === 3)
    const drained = worker.drain(20_000)
    open()
    await drained
    expect(worker.inFlight()).toBe(0)
    expect(await statuses(tasks)).toEqual(['completed', 'completed', 'completed'])
  })

  it('hands back what was claimed and not dispatched', async () => {
    await market.supply()
    const tasks = await market.submit(3)
    const { caller } = market
    const { upstreams, calls } = guarded()
    const held = gate()
    let waiting = 0
    const dispatchSet: typeof caller.tasks.dispatchSet = async (input) => {
      waiting += input.claims.length
      await held.passed
      return caller.tasks.dispatchSet(input)
    }
    const worker = dispatcher({ upstreams, caller: changedCaller(caller, { dispatchSet }) })
    await worker.round()
    // Two statements run at once: the third intent may still stand behind them.
    await until(() => waiting > 0)
    const drained = worker.drain(20_000)
    await until(async () => (await statuses(tasks)).every((status) => status === 'pending'))
    held.open()
    await drained
    expect(calls.all).toBe(0)
    expect(await statuses(tasks)).toEqual(['pending', 'pending', 'pending'])
  })

  it('hands back what a claim under way brings', async () => {
    await market.supply()
    const tasks = await market.submit(2)
    const { caller } = market
    const { upstreams, calls } = guarded()
    const held = gate()
    const claim: typeof caller.tasks.claim = async (input) => {
      const claimed = await caller.tasks.claim(input)
      await held.passed
      return claimed
    }
    const worker = dispatcher({ upstreams, caller: changedCaller(caller, { claim }) })
    const round = worker.round()
    await until(async () => (await statuses(tasks)).every((status) => status === 'processing'))
    const drained = worker.drain(20_000)
    held.open()
    await Promise.all([round, drained])
    expect(await statuses(tasks)).toEqual(['pending', 'pending'])
    expect(calls.all).toBe(0)
    expect(await worker.round()).toEqual({ more: false })
  })

  it('ends in time although a call does not', async () => {
    await market.supply()
    await market.submit(1)
    const { upstreams, calls, open } = guarded()
    const worker = dispatcher({ upstreams })
    await worker.round()
    await until(() => calls.now === 1)
    await worker.drain(10)
    expect(worker.inFlight()).toBe(1)
    open()
    await until(() => worker.inFlight() === 0)
  })
})
