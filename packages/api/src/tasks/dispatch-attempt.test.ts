import { describe, expect, it } from 'vitest'
import { addResource, countersOf, idle, submitTasks, taskRow } from './testing/arrange-tasks.ts'
import { ref, queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

describe('a dispatch', () => {
  it('answers the same when repeated', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.claimOne()
    const first = await queue.worker.dispatching(ref(call))
    expect(first).toMatchObject({ ok: true })
    expect(await queue.worker.dispatching(ref(call))).toEqual(first)
  })

  const refusals = [
    ['a pause', 'RESOURCE_NOT_ACTIVE', `UPDATE resources SET status = 'paused' WHERE id = $1`],
    [
      'a replaced key',
      'NO_CREDENTIAL',
      `UPDATE credentials SET state = 'retired' WHERE resource_id = $1`,
    ],
    [
      'a lock of the account',
      'RATE_LIMITED',
      `UPDATE upstream_accounts SET locked_until = now() + interval '1 day' WHERE id = (SELECT upstream_account_id FROM resources WHERE id = $1)`,
    ],
    [
      'the deadline',
      'DEADLINE_PASSED',
      `UPDATE tasks SET deadline_at = now() - interval '1 second' WHERE attempt_id IN (SELECT id FROM attempts WHERE resource_id = $1)`,
    ],
  ] as const
  for (const [what, reason, change] of refusals) {
    it(`is refused after ${what}, with everything given back`, async () => {
      const resource = await addResource(queue.test)
      const run = await submitTasks(queue.test, queue.user)
      const call = await queue.claimOne()
      await queue.test.admin.query(change, [resource.id])
      expect(await queue.worker.dispatching(ref(call))).toEqual({ ok: false, reason })
      expect(await queue.attemptRow(call)).toMatchObject({
        state: 'abandoned',
        error_code: reason,
        slot_held: false,
      })
      expect(await countersOf(queue.test, resource)).toMatchObject({
        ...idle,
        minute: 0,
        window: 0,
      })
      const expected = reason === 'DEADLINE_PASSED' ? 'expired' : 'pending'
      expect(await taskRow(queue.test, run.tasks[0]?.taskId ?? '')).toMatchObject({
        status: expected,
        excluded: [],
      })
    })
  }

  it('is refused while dispatch is stopped, and after its lease', async () => {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const stopped = await queue.claimOne()
    const turn = (on: boolean) =>
      queue.test.admin.query(
        `INSERT INTO system_switches (name, "on") VALUES ('dispatch-stopped', $1)
         ON CONFLICT (name) DO UPDATE SET "on" = excluded."on"`,
        [on],
      )
    await turn(true)
    try {
      expect(await queue.worker.dispatching(ref(stopped))).toEqual({
        ok: false,
        reason: 'DISPATCH_STOPPED',
      })
    } finally {
      await turn(false)
    }
    expect(await countersOf(queue.test, resource)).toMatchObject(idle)
    const late = await queue.claimOne()
    await queue.test.clock.advance(31_000)
    expect(await queue.worker.dispatching(ref(late))).toEqual({ ok: false, reason: 'STALE' })
    expect(await queue.attemptRow(late)).toMatchObject({ state: 'claimed' })
  })
})

describe('dispatches together', () => {
  it('are answered each for itself, and the same when repeated', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    const other = await addResource(queue.test, { concurrency: 10 })
    await submitTasks(queue.test, queue.user, 8)
    const { calls } = await queue.worker.claim({ limit: 8 })
    await queue.test.admin.query(`UPDATE resources SET status = 'paused' WHERE id = $1`, [other.id])
    const first = calls.find(({ resourceId }) => resourceId === resource.id)
    if (first === undefined) throw new Error('nothing claimed')
    const claims = calls.map(ref)
    const foreign = { attemptId: first.taskId, fence: 1n }
    const stale = { ...ref(first), fence: 9n }
    const { answers } = await queue.worker.dispatchSet({ claims: [...claims, foreign, stale] })
    for (const [at, call] of calls.entries()) {
      const ok = call.resourceId === resource.id
      expect(answers[at]).toEqual({
        attemptId: call.attemptId,
        ok,
        reason: ok ? null : 'RESOURCE_NOT_ACTIVE',
      })
      expect((await queue.attemptRow(call)).state).toBe(ok ? 'dispatched' : 'abandoned')
    }
    expect(answers.slice(8).map(({ reason }) => reason)).toEqual(['STALE', 'STALE'])
    const again = await queue.worker.dispatchSet({ claims })
    expect(again.answers.map(({ ok }) => ok)).toEqual(answers.slice(0, 8).map(({ ok }) => ok))
    expect(await countersOf(queue.test, other)).toMatchObject(idle)
  })
})
