import { describe, expect, it } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { decisionsWritten } from './internal/append-decisions.ts'
import { addResource, forgetViews, submitTasks } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'
import { whyNotMine } from './why-not-mine.ts'
import { whyThisResource } from './why-this-resource.ts'

const queue = queueMarket()
const ctx = (user = queue.user) => userCtx(queue.test.deps, user)

/** Everything claimed and counted, as a worker's sweep leaves it. */
async function runAll(count: number) {
  await submitTasks(queue.test, queue.user, count)
  await queue.worker.claim({ limit: count })
  await decisionsWritten(queue.test.workerDeps)
  await queue.worker.sweep()
}

describe('why this resource', () => {
  it('shows a consumer what was compared, and nobody by name', async () => {
    const cheap = await addResource(queue.test, { priceE4: 9_000n })
    const dear = await addResource(queue.test, { priceE4: 10_000n })
    const beyond = await addResource(queue.test, { priceE4: 40_000n })
    const { tasks } = await submitTasks(queue.test, queue.user)
    await queue.worker.claim({ limit: 1 })
    await decisionsWritten(queue.test.workerDeps)
    const why = await whyThisResource(ctx(), { taskId: tasks[0]?.taskId ?? '' })
    expect(why).toMatchObject({
      preference: 'balanced',
      choices: [
        {
          decidedBy: 'price',
          able: 2,
          compared: [
            { price: 270n, chosen: true, success: 0.95, typicalMs: 8_000, slowMs: 16_000 },
            { price: 300n, chosen: false },
          ],
          reasons: [{ reason: 'OVER_CEILING', count: 1 }],
        },
      ],
    })
    const told = JSON.stringify(why, (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    )
    for (const { id, ownerId, accountId } of [cheap, dear, beyond])
      for (const secret of [id, ownerId, accountId]) expect(told).not.toContain(secret)
  })

  it('has nothing to say before anybody was asked', async () => {
    await addResource(queue.test)
    const { tasks } = await submitTasks(queue.test, queue.user)
    expect(await whyThisResource(ctx(), { taskId: tasks[0]?.taskId ?? '' })).toMatchObject({
      choices: [],
    })
  })

  it("does not know somebody else's task", async () => {
    await addResource(queue.test)
    const { tasks } = await submitTasks(queue.test, queue.user)
    const other = await addUser(queue.test)
    await expect(
      whyThisResource(ctx(other), { taskId: tasks[0]?.taskId ?? '' }),
    ).rejects.toMatchObject({ message: 'NOT_FOUND' })
  })
})

describe('why not mine', () => {
  it('counts what went past a resource, and the price that would have won it', async () => {
    const owner = await addUser(queue.test, 'provider')
    await addResource(queue.test, { priceE4: 8_000n, concurrency: 20 })
    const mine = await addResource(queue.test, { owner, priceE4: 10_000n })
    await runAll(8)
    const told = await whyNotMine(ctx(owner), { resourceId: mine.id, hours: 1 })
    expect(told).toMatchObject({ chosen: 0, passedOver: 8, reasons: [], standing: null })
    expect(told.outscored).toMatchObject({ count: 8, winnable: 8 })
    expect(told.outscored?.averageGap).toBeCloseTo(0.45 * (1 - 240 / 300), 6)
    // Level with the other at the other's price.
    expect(told.outscored?.winningPriceE4).toBe(8_000n)

    await queue.test.admin.query('UPDATE resources SET price_e4 = 7900 WHERE id = $1', [mine.id])
    forgetViews(queue.test)
    await runAll(2)
    expect(await whyNotMine(ctx(owner), { resourceId: mine.id, hours: 24 })).toMatchObject({
      chosen: 2,
      passedOver: 8,
    })
  })

  it('says which setting keeps tasks away, and that it still does', async () => {
    const owner = await addUser(queue.test, 'provider')
    await addCredits(queue.test, owner, 100)
    await addResource(queue.test, { concurrency: 20 })
    const dear = await addResource(queue.test, { owner, priceE4: 40_000n })
    const shut = await addResource(queue.test, { owner, dailyE4: 10_000n })
    await runAll(3)
    expect(await whyNotMine(ctx(owner), { resourceId: dear.id, hours: 24 })).toMatchObject({
      passedOver: 3,
      reasons: [{ reason: 'OVER_CEILING', count: 3, remedy: 'price' }],
      outscored: null,
      standing: null,
    })
    expect(await whyNotMine(ctx(owner), { resourceId: shut.id, hours: 24 })).toMatchObject({
      reasons: [{ reason: 'DAY_LIMIT', count: 3, remedy: 'daily-limit' }],
    })
    await queue.test.admin.query(`UPDATE resources SET status = 'paused' WHERE id = $1`, [shut.id])
    forgetViews(queue.test)
    expect((await whyNotMine(ctx(owner), { resourceId: shut.id, hours: 24 })).standing).toEqual({
      reason: 'RESOURCE_NOT_ACTIVE',
      remedy: 'key',
    })
  })

  it('forgets what is older than was asked for', async () => {
    const owner = await addUser(queue.test, 'provider')
    await addResource(queue.test, { priceE4: 8_000n, concurrency: 20 })
    const mine = await addResource(queue.test, { owner })
    await runAll(2)
    await queue.test.clock.advance(26 * 3_600_000)
    const told = await whyNotMine(ctx(owner), { resourceId: mine.id, hours: 24 })
    expect(told).toMatchObject({ chosen: 0, passedOver: 0, outscored: null })
  })

  it("does not know somebody else's resource", async () => {
    const mine = await addResource(queue.test)
    const other = await addUser(queue.test, 'provider')
    await expect(whyNotMine(ctx(other), { resourceId: mine.id, hours: 24 })).rejects.toMatchObject({
      message: 'NOT_FOUND',
    })
  })
})
