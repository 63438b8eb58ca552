import { describe, expect, it } from 'vitest'
import {
  addResource,
  balancesOf,
  countersOf,
  delivered,
  idle,
  submitTasks,
  taskRow,
  workerCaller,
} from './testing/arrange-tasks.ts'
import { failure, lost, queueMarket, ref } from './testing/queue-market.ts'

const queue = queueMarket()
const other = () => workerCaller(queue.test, 'worker-other')

/** A call that was sent, whose job the vendor has named, and whose worker is then not heard of. */
async function abandonedJob(job = 'job-1') {
  await submitTasks(queue.test, queue.user)
  const call = await queue.dispatchOne()
  expect(await queue.worker.recordJob({ ...ref(call), job })).toEqual({ ok: true })
  await queue.test.clock.advance(31_000)
  return call
}

describe('a job whose worker is gone', () => {
  it('is asked about by another, under a new fence, and delivered without a second call', async () => {
    const resource = await addResource(queue.test)
    const call = await abandonedJob()
    expect(await queue.worker.sweep()).toMatchObject({ abandoned: 0, unknown: 0 })
    const { calls } = await other().resume({ limit: 10 })
    expect(calls).toMatchObject([
      { attemptId: call.attemptId, taskId: call.taskId, fence: 2n, job: 'job-1' },
    ])
    const [resumed] = calls
    if (resumed === undefined) throw new Error('nothing to resume')
    expect(resumed.callLeftMs).toBeGreaterThan(20_000)
    expect(resumed.callLeftMs).toBeLessThan(30_000)
    expect(await queue.attemptRow(call)).toMatchObject({ state: 'dispatched', resumes: 1 })

    expect((await queue.worker.succeed({ results: [delivered(call)] })).results[0]?.outcome).toBe(
      'stale',
    )
    expect((await queue.worker.fail(failure(call, 'BAD_REQUEST'))).results[0]?.outcome).toBe(
      'stale',
    )
    expect((await queue.worker.unknown(lost(call))).results[0]?.outcome).toBe('stale')
    expect(await queue.worker.heartbeat({ claims: [ref(call)] })).toEqual({ held: [] })

    expect((await other().succeed({ results: [delivered(resumed)] })).results[0]?.outcome).toBe(
      'settled',
    )
    expect(await countersOf(queue.test, resource)).toMatchObject({ inFlight: 0, minute: 1 })
    const { rows } = await queue.test.admin.query('SELECT id FROM attempts WHERE task_id = $1', [
      call.taskId,
    ])
    expect(rows).toHaveLength(1)
  })

  it('goes to one of many that ask for it', async () => {
    await addResource(queue.test, { concurrency: 10 })
    await abandonedJob()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        workerCaller(queue.test, `worker-${at}`).resume({ limit: 5 }),
      ),
    )
    expect(answers.flatMap(({ calls }) => calls)).toHaveLength(1)
  })

  it('is let go at once by a worker that stops', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.worker.recordJob({ ...ref(call), job: 'job-2' })
    expect((await other().resume({ limit: 5 })).calls).toEqual([])
    expect(await other().handOver({ claims: [ref(call)] })).toEqual({ handed: [] })
    expect(await queue.worker.handOver({ claims: [ref(call)] })).toEqual({
      handed: [call.attemptId],
    })
    expect((await other().resume({ limit: 5 })).calls).toHaveLength(1)
  })

  it('is not let go without a job: only its own worker can hear the answer', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    expect(await queue.worker.handOver({ claims: [ref(call)] })).toEqual({ handed: [] })
  })

  it('becomes unknown when its time is over, and is then asked about as such', async () => {
    await addResource(queue.test)
    const call = await abandonedJob()
    await queue.test.clock.advance(35_000)
    expect((await other().resume({ limit: 5 })).calls).toEqual([])
    expect(await queue.worker.sweep()).toMatchObject({ unknown: 1, slots: 1, losses: 0 })
    const { calls } = await other().claimUnknowns({ limit: 5 })
    expect(calls).toMatchObject([{ attemptId: call.attemptId, job: 'job-1', callLeftMs: 0 }])
    expect((await other().claimUnknowns({ limit: 5 })).calls).toEqual([])
    await queue.test.clock.advance(16_000)
    expect((await other().claimUnknowns({ limit: 5 })).calls).toHaveLength(1)
  })

  it('is passed on twenty times and then given up', async () => {
    await addResource(queue.test)
    const call = await abandonedJob()
    await queue.test.admin.query('UPDATE attempts SET resumes = 20 WHERE id = $1', [call.attemptId])
    expect((await other().resume({ limit: 5 })).calls).toEqual([])
    expect(await queue.worker.sweep()).toMatchObject({ unknown: 1 })
  })

  it('whose key was destroyed is left to its deadline', async () => {
    await addResource(queue.test)
    await abandonedJob()
    await queue.test.admin.query(`UPDATE credentials SET state = 'destroyed', sealed = NULL`)
    expect((await other().resume({ limit: 5 })).calls).toEqual([])
    expect(await queue.worker.sweep()).toMatchObject({ unknown: 0 })
    await queue.test.clock.advance(35_000)
    expect(await queue.worker.sweep()).toMatchObject({ unknown: 1 })
  })

  it('is resumed past the deadline of its task, for the two minutes that a call may still end in', async () => {
    await addResource(queue.test)
    const call = await abandonedJob()
    const longCall = `UPDATE attempts SET call_deadline_at = clock_now() + interval '1 hour' WHERE id = $1`
    await queue.test.admin.query(longCall, [call.attemptId])
    await queue.test.clock.advance(15 * 60_000)
    expect(await queue.worker.sweep()).toMatchObject({ unknown: 0, expired: 0 })
    const { calls } = await other().resume({ limit: 5 })
    expect(calls).toHaveLength(1)
    await queue.test.clock.advance(2 * 60_000)
    expect(await queue.worker.sweep()).toMatchObject({ unknown: 1, expired: 1 })
    expect(await taskRow(queue.test, call.taskId)).toMatchObject({ status: 'expired' })
  })
})

describe('the name of a job', () => {
  it('is kept once, for the worker whose call it is', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.claimOne()
    const named = (changes: { job?: string; fence?: bigint } = {}) =>
      queue.worker.recordJob({ ...ref(call), job: 'job-a', ...changes })
    expect(await named()).toEqual({ ok: false })
    await queue.worker.dispatching(ref(call))
    expect(await named({ job: 'job-x', fence: 7n })).toEqual({ ok: false })
    expect(await other().recordJob({ ...ref(call), job: 'job-y' })).toEqual({ ok: false })
    expect(await named()).toEqual({ ok: true })
    expect(await named()).toEqual({ ok: true })
    expect(await named({ job: 'job-b' })).toEqual({ ok: false })
    expect(await queue.attemptRow(call)).toMatchObject({ job_ref: 'job-a' })
    await expect(named({ job: 'x'.repeat(601) })).rejects.toThrow()
  })

  it('of a call that was given up is kept, but gives it back to nobody', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.test.clock.advance(31_000)
    await queue.worker.sweep()
    expect(await queue.worker.recordJob({ ...ref(call), job: 'job-late' })).toEqual({ ok: false })
    expect(await queue.attemptRow(call)).toMatchObject({ state: 'unknown', job_ref: 'job-late' })
  })
})

describe('what an unknown job cost', () => {
  async function unknownJob() {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.worker.recordJob({ ...ref(call), job: 'job-9' })
    await queue.worker.unknown(lost(call))
    await queue.test.clock.advance(66_000)
    return { resource, call }
  }

  it('is not paid while the vendor may still tell, and never when it says that it made nothing', async () => {
    const { resource, call } = await unknownJob()
    expect(await queue.worker.sweep()).toMatchObject({ losses: 0, slots: 1 })
    const { attemptId } = call
    expect(await queue.worker.resolveUnknown({ attemptId, billed: false, billedE4: null })).toEqual(
      { resolved: true },
    )
    await queue.test.clock.advance(3_600_000)
    expect(await queue.worker.sweep()).toMatchObject({ losses: 0 })
    expect(await countersOf(queue.test, resource)).toMatchObject(idle)
    expect(await balancesOf(queue.test, { id: resource.ownerId })).not.toHaveProperty(
      'promo_earned',
      300n,
    )
    expect(await queue.attemptRow(call)).toMatchObject({ resolution: 'job', billed: false })
  })

  it('is paid at once when it says that it did', async () => {
    const { resource, call } = await unknownJob()
    const { attemptId } = call
    await queue.worker.resolveUnknown({ attemptId, billed: true, billedE4: 31_000n })
    expect(await queue.worker.sweep()).toMatchObject({ losses: 1 })
    expect(await balancesOf(queue.test, { id: resource.ownerId })).toMatchObject({
      promo_earned: 300n,
    })
    expect(await queue.attemptRow(call)).toMatchObject({ billed: true, billed_e4: '31000' })
  })

  it('is paid after an hour in which nobody told', async () => {
    const { resource } = await unknownJob()
    await queue.test.clock.advance(3_600_000)
    expect(await queue.worker.sweep()).toMatchObject({ losses: 1 })
    expect(await balancesOf(queue.test, { id: resource.ownerId })).toMatchObject({
      promo_earned: 300n,
    })
  })
})
