import { describe, expect, it } from 'vitest'
import { addCredits } from '../testing/arrange.ts'
import {
  addResource,
  balancesOf,
  countersOf,
  delivered,
  idle,
  submitTasks,
  taskRow,
} from './testing/arrange-tasks.ts'
import { failure, ref, queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

describe('the sweep', () => {
  it('requeues an undispatched claim whose lease ran out, and refuses its old worker', async () => {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.claimOne()
    await queue.test.clock.advance(29_000)
    expect(await queue.worker.sweep()).toMatchObject({ abandoned: 0 })
    await queue.test.clock.advance(2_000)
    expect(await queue.worker.sweep()).toMatchObject({ abandoned: 1, unknown: 0, expired: 0 })
    expect(await countersOf(queue.test, resource)).toMatchObject(idle)
    const next = await queue.claimOne()
    expect(next).toMatchObject({ taskId: call.taskId, fence: 2n, attemptNumber: 2 })
    expect(await queue.worker.dispatching(ref(call))).toEqual({ ok: false, reason: 'STALE' })
  })

  it('leaves a heartbeating claim alone', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.claimOne()
    await queue.test.clock.advance(20_000)
    expect(await queue.worker.heartbeat({ claims: [ref(call)] })).toEqual({
      held: [call.attemptId],
    })
    await queue.test.clock.advance(20_000)
    expect(await queue.worker.sweep()).toMatchObject({ abandoned: 0 })
    expect(await queue.worker.heartbeat({ claims: [{ ...ref(call), fence: 9n }] })).toEqual({
      held: [],
    })
  })

  it('makes a dispatched call of a lost worker unknown', async () => {
    await addResource(queue.test)
    const run = await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.test.clock.advance(31_000)
    expect(await queue.worker.sweep()).toMatchObject({ unknown: 1, expired: 0 })
    expect(await queue.attemptRow(call)).toMatchObject({
      state: 'unknown',
      error_code: 'WORKER_LOST',
      slot_held: true,
    })
    expect(await taskRow(queue.test, run.tasks[0]?.taskId ?? '')).toMatchObject({
      status: 'pending',
      excluded: [call.resourceId],
    })
  })

  it('expires what nobody ran, with the hold back', async () => {
    await addResource(queue.test)
    const run = await submitTasks(queue.test, queue.user, 3)
    const call = await queue.claimOne()
    await queue.test.clock.advance(15 * 60_000 + 1_000)
    await queue.worker.heartbeat({ claims: [ref(call)] })
    expect(await queue.worker.sweep()).toMatchObject({ expired: 3 })
    for (const { taskId } of run.tasks)
      expect(await taskRow(queue.test, taskId)).toMatchObject({ status: 'expired' })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ available: 10_000n, held: 0n })
  })

  it('expires in one round whatever a flood has left behind, before a hold is too old', async () => {
    await addResource(queue.test)
    await addCredits(queue.test, queue.user, 2000)
    for (let run = 0; run < 30; run += 1) await submitTasks(queue.test, queue.user, 8)
    await queue.test.clock.advance(15 * 60_000 + 1_000)
    expect(await queue.worker.sweep()).toMatchObject({ expired: 240 })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ held: 0n })
  })

  it('lets a call under way finish past the deadline', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.test.clock.advance(15 * 60_000 + 10_000)
    await queue.worker.heartbeat({ claims: [ref(call)] })
    expect(await queue.worker.sweep()).toMatchObject({ expired: 0, unknown: 0 })
    expect(await queue.worker.succeed({ results: [delivered(call)] })).toMatchObject({
      results: [{ outcome: 'settled' }],
    })
  })

  it('gives a slot back once, however often and by whichever path', async () => {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.claimOne()
    await queue.worker.handBack({ claims: [ref(call)] })
    for (const what of ['slot', 'all', 'all']) {
      await queue.test.admin.query('SELECT queue.give_back($1::uuid[], $2)', [
        [call.attemptId, call.attemptId],
        what,
      ])
    }
    expect(await countersOf(queue.test, resource)).toMatchObject({ ...idle, minute: 0, window: 0 })
  })

  it('gives nothing back to a day that has passed', async () => {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.test.admin.query(
      `UPDATE resource_counters SET day = day + 1, day_used_e4 = 5 WHERE resource_id = $1`,
      [resource.id],
    )
    await queue.worker.fail(failure(call, 'UPSTREAM_ERROR'))
    expect(await countersOf(queue.test, resource)).toMatchObject({
      inFlight: 0,
      dayE4: 5n,
      monthE4: 0n,
      spentE4: 0n,
    })
  })
})
