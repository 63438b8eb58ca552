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
})
