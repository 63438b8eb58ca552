import { describe, expect, it } from 'vitest'
import {
  addResource,
  countersOf,
  delivered,
  forgetViews,
  idle,
  submitTasks,
} from './testing/arrange-tasks.ts'
import { failure, lost, queueMarket, ref } from './testing/queue-market.ts'

const queue = queueMarket()
const hourMs = 3_600_000

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
