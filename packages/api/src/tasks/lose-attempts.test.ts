import { describe, expect, it } from 'vitest'
import {
  addResource,
  balancesOf,
  countersOf,
  delivered,
  idle,
  submitTasks,
  taskRow,
} from './testing/arrange-tasks.ts'
import { failure, lost, queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

describe('an unknown outcome', () => {
  it('keeps the slot until the call deadline, is asked once more elsewhere, and is paid from loss', async () => {
    const [first, second] = [await addResource(queue.test), await addResource(queue.test)]
    const run = await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    expect((await queue.worker.unknown(lost(call))).results[0]?.outcome).toBe('retried')
    expect(await queue.attemptRow(call)).toMatchObject({
      state: 'unknown',
      error_code: 'TIMEOUT',
      slot_held: true,
      credits_held: true,
      loss_due: true,
    })
    const used = first.id === call.resourceId ? first : second
    expect(await countersOf(queue.test, used)).toMatchObject({
      inFlight: 1,
      spentE4: 30_000n,
      failures: 1,
    })
    expect(await queue.worker.sweep()).toMatchObject({ slots: 0, losses: 0 })

    const again = await queue.dispatchOne()
    expect(again.resourceId).not.toBe(call.resourceId)
    expect((await queue.worker.unknown(lost(again))).results[0]?.outcome).toBe('ended')
    expect(await taskRow(queue.test, run.tasks[0]?.taskId ?? '')).toMatchObject({
      status: 'failed',
      error_code: 'TIMEOUT',
      unknown_count: 2,
    })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ available: 10_000n, held: 0n })

    await queue.test.clock.advance(66_000)
    expect(await queue.worker.sweep()).toMatchObject({ slots: 2, losses: 2 })
    expect(await countersOf(queue.test, used)).toMatchObject({
      inFlight: 0,
      accountInFlight: 0,
      dayE4: 30_000n,
      spentE4: 30_000n,
    })
    expect(await balancesOf(queue.test, { id: used.ownerId })).toMatchObject({ promo_earned: 300n })
  })

  it('is followed by no third call, even after a clean failure of the second', async () => {
    await Promise.all([1, 2, 3].map(() => addResource(queue.test)))
    await submitTasks(queue.test, queue.user)
    await queue.worker.unknown(lost(await queue.dispatchOne()))
    expect(
      (await queue.worker.fail(failure(await queue.dispatchOne(), 'UPSTREAM_ERROR'))).results[0]
        ?.outcome,
    ).toBe('ended')
  })

  it('is settled by a late refusal: nothing was spent after all', async () => {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.worker.unknown(lost(call))
    expect((await queue.worker.fail(failure(call, 'UPSTREAM_ERROR'))).results[0]?.outcome).toBe(
      'late',
    )
    expect(await queue.attemptRow(call)).toMatchObject({
      state: 'failed',
      slot_held: false,
      credits_held: false,
      loss_due: false,
    })
    expect(await countersOf(queue.test, resource)).toMatchObject(idle)
  })

  it('with an image after the end keeps it as evidence and charges nobody', async () => {
    await addResource(queue.test)
    const run = await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.worker.unknown(lost(call))
    await queue.test.clock.advance(16 * 60_000)
    await queue.worker.sweep()
    expect(await taskRow(queue.test, run.tasks[0]?.taskId ?? '')).toMatchObject({
      status: 'expired',
    })
    expect(await queue.worker.succeed({ results: [delivered(call)] })).toEqual({
      results: [{ attemptId: call.attemptId, outcome: 'evidence' }],
    })
    const { rows } = await queue.test.admin.query(
      'SELECT state FROM images WHERE attempt_id = $1',
      [call.attemptId],
    )
    expect(rows).toEqual([{ state: 'evidence' }])
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ available: 10_000n, held: 0n })
  })
})
