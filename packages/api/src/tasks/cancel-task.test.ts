import { describe, expect, it } from 'vitest'
import { createCaller } from '../app-router.ts'
import { userCtx } from '../testing/contexts.ts'
import {
  addResource,
  balancesOf,
  countersOf,
  delivered,
  idle,
  submitTasks,
} from './testing/arrange-tasks.ts'
import { queueMarket, ref } from './testing/queue-market.ts'

const queue = queueMarket()
const cancel = (taskId: string) =>
  createCaller(userCtx(queue.test.deps, queue.user)).tasks.cancel({ taskId })

describe('a cancel', () => {
  it('returns the hold of a pending task, and answers the same when repeated', async () => {
    await addResource(queue.test)
    const run = await submitTasks(queue.test, queue.user, 2)
    const taskId = run.tasks[0]?.taskId ?? ''
    expect(await cancel(taskId)).toMatchObject({
      status: 'cancelled',
      released: 300n,
      cancellable: false,
    })
    expect(await cancel(taskId)).toMatchObject({ status: 'cancelled', released: 300n })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({
      available: 9_700n,
      held: 300n,
    })
  })

  it('of a claimed task gives the capacity back, and its worker may not dispatch any more', async () => {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.claimOne()
    expect(await cancel(call.taskId)).toMatchObject({ status: 'cancelled' })
    expect(await queue.worker.dispatching(ref(call))).toEqual({ ok: false, reason: 'STALE' })
    expect(await countersOf(queue.test, resource)).toMatchObject(idle)
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ available: 10_000n, held: 0n })
  })

  it('is refused after the dispatch and after the end', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await expect(cancel(call.taskId)).rejects.toMatchObject({ message: 'TASK_NOT_CANCELLABLE' })
    await queue.worker.succeed({ results: [delivered(call)] })
    await expect(cancel(call.taskId)).rejects.toMatchObject({ message: 'TASK_NOT_CANCELLABLE' })
  })

  it('and a dispatch at the same moment: one of them wins', async () => {
    await addResource(queue.test, { concurrency: 50 })
    for (let round = 0; round < 10; round++) {
      await submitTasks(queue.test, queue.user)
      const call = await queue.claimOne()
      const [cancelled, dispatched] = await Promise.all([
        cancel(call.taskId).then(
          () => true,
          () => false,
        ),
        queue.worker.dispatching(ref(call)),
      ])
      expect(cancelled).toBe(!dispatched.ok)
      if (dispatched.ok) await queue.worker.succeed({ results: [delivered(call)] })
    }
  })
})
