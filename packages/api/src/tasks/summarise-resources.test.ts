import { describe, expect, it } from 'vitest'
import { createCaller } from '../app-router.ts'
import { addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { addResource, delivered, submitTasks } from './testing/arrange-tasks.ts'
import { failure, lost, queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

describe('a provider', () => {
  it('sees counts, success without consumers’ faults, earnings, and every use of the key', async () => {
    const owner = await addUser(queue.test, 'provider')
    const resource = await addResource(queue.test, { owner, concurrency: 10 })
    const provider = createCaller(userCtx(queue.test.deps, owner)).tasks
    for (const end of ['deliver', 'deliver', 'deliver', 'refuse', 'break', 'lose']) {
      await submitTasks(queue.test, queue.user)
      const call = await queue.dispatchOne()
      if (end === 'deliver') await queue.worker.succeed({ results: [delivered(call)] })
      if (end === 'refuse') await queue.worker.fail(failure(call, 'PROMPT_REFUSED'))
      if (end === 'break') await queue.worker.fail(failure(call, 'UPSTREAM_ERROR'))
      if (end === 'lose') await queue.worker.unknown(lost(call))
    }
    const { resources } = await provider.resourceStats({ resourceIds: [resource.id] })
    expect(resources).toMatchObject([
      {
        delivered: 3,
        failed: 2,
        unknown: 1,
        successPercent: 60,
        earned: 720n,
        earnedToday: 720n,
        averageLatencyMs: 1_200,
        usedTodayE4: 120_000n,
        inFlight: 1,
        breakerUntil: null,
      },
    ])

    const first = await provider.resourceUses({ resourceId: resource.id, limit: 4 })
    const rest = await provider.resourceUses({
      resourceId: resource.id,
      limit: 4,
      before: first.uses.at(-1)?.attemptId,
    })
    expect(first.more).toBe(true)
    expect(rest.more).toBe(false)
    const uses = [...first.uses, ...rest.uses]
    expect(uses.map(({ state }) => state).toReversed()).toEqual([
      'succeeded',
      'succeeded',
      'succeeded',
      'failed',
      'failed',
      'unknown',
    ])
    expect(uses.at(-1)).toMatchObject({
      earned: 240n,
      costE4: 30_000n,
      upstreamRequestId: expect.stringContaining('req-'),
    })
  })

  it("sees nothing of another provider's resources", async () => {
    const resource = await addResource(queue.test)
    const other = createCaller(
      userCtx(queue.test.deps, await addUser(queue.test, 'provider')),
    ).tasks
    expect(await other.resourceStats({ resourceIds: [resource.id] })).toEqual({ resources: [] })
    await expect(other.resourceUses({ resourceId: resource.id })).rejects.toMatchObject({
      message: 'NOT_FOUND',
    })
    const consumer = createCaller(userCtx(queue.test.deps, queue.user)).tasks
    await expect(consumer.resourceStats({ resourceIds: [resource.id] })).rejects.toMatchObject({
      message: 'FORBIDDEN',
    })
  })
})
