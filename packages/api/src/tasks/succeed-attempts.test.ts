import { describe, expect, it } from 'vitest'
import {
  addResource,
  balancesOf,
  countersOf,
  delivered,
  submitTasks,
  taskRow,
} from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

describe('a delivered image', () => {
  it('is paid at the frozen price, frees its slot, and keeps its upstream credits spent', async () => {
    const resource = await addResource(queue.test, { priceE4: 8_000n })
    const run = await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    expect(call.price).toBe(240n)
    const report = { results: [delivered(call)] }
    expect(await queue.worker.succeed(report)).toEqual({
      results: [{ attemptId: call.attemptId, outcome: 'settled' }],
    })
    expect(await queue.worker.succeed(report)).toEqual({
      results: [{ attemptId: call.attemptId, outcome: 'already' }],
    })
    expect(await taskRow(queue.test, run.tasks[0]?.taskId ?? '')).toMatchObject({
      status: 'completed',
    })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ available: 9_760n, held: 0n })
    expect(await balancesOf(queue.test, { id: resource.ownerId })).toMatchObject({ pending: 192n })
    expect(await countersOf(queue.test, resource)).toMatchObject({
      inFlight: 0,
      accountInFlight: 0,
      dayE4: 30_000n,
      spentE4: 30_000n,
      minute: 1,
    })
    const { rows } = await queue.test.admin.query(
      'SELECT delivered, latency_ms FROM resource_model_stats WHERE resource_id = $1',
      [resource.id],
    )
    expect(rows).toEqual([{ delivered: 1, latency_ms: expect.closeTo(1_122, 0) }])
  })
})
