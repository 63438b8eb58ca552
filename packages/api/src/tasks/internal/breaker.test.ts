import { describe, expect, it } from 'vitest'
import {
  addResource,
  countersOf,
  delivered,
  forgetViews,
  submitTasks,
} from '../testing/arrange-tasks.ts'
import { failure, queueMarket } from '../testing/queue-market.ts'

const queue = queueMarket()

describe('the breaker', () => {
  it('opens after five failures, lets one probe through, and closes when it delivers', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    for (let at = 1; at <= 5; at++) {
      await submitTasks(queue.test, queue.user)
      await queue.worker.fail(failure(await queue.dispatchOne(), 'UPSTREAM_ERROR'))
      await queue.test.admin.query(`UPDATE tasks SET status = 'cancelled' WHERE status = 'pending'`)
    }
    expect((await queue.resourceRow(resource)).failures).toBe(5)
    await submitTasks(queue.test, queue.user, 3)
    expect((await queue.worker.claim({ limit: 3 })).calls).toEqual([])

    await queue.test.clock.advance(31_000)
    forgetViews(queue.test)
    const probe = await queue.dispatchOne()
    await queue.test.admin.query('UPDATE tasks SET parked_until = NULL')
    forgetViews(queue.test)
    expect((await queue.worker.claim({ limit: 3 })).calls).toEqual([])
    expect((await countersOf(queue.test, resource)).probe).toBe(probe.attemptId)

    await queue.worker.fail(failure(probe, 'UPSTREAM_ERROR'))
    const shut = await queue.resourceRow(resource)
    expect(shut.failures).toBe(6)
    expect(shut.breaker_until.getTime() - queue.test.clock.now().getTime()).toBeGreaterThan(50_000)

    await queue.test.clock.advance(61_000)
    await queue.test.admin.query('UPDATE tasks SET parked_until = NULL')
    forgetViews(queue.test)
    const second = await queue.dispatchOne()
    await queue.worker.succeed({ results: [delivered(second)] })
    expect(await queue.resourceRow(resource)).toMatchObject({ failures: 0, breaker_until: null })
    await queue.test.admin.query('UPDATE tasks SET parked_until = NULL')
    expect((await queue.worker.claim({ limit: 3 })).calls.length).toBeGreaterThan(0)
  })

  it('lets the next probe go when one ended without a verdict', async () => {
    const resource = await addResource(queue.test)
    await queue.test.admin.query(
      `UPDATE resource_counters SET failures = 5, breaker_until = now() - interval '1 minute' WHERE resource_id = $1`,
      [resource.id],
    )
    forgetViews(queue.test)
    await submitTasks(queue.test, queue.user, 2)
    const probe = await queue.dispatchOne()
    await queue.worker.fail(failure(probe, 'PROMPT_REFUSED'))
    expect(await countersOf(queue.test, resource)).toMatchObject({ probe: null, failures: 5 })
    expect((await queue.worker.claim({ limit: 2 })).calls).toHaveLength(1)
  })
})
