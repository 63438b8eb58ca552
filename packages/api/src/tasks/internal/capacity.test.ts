import { describe, expect, it } from 'vitest'
import {
  addResource,
  countersOf,
  delivered,
  submitTasks,
  type TestResource,
} from '../testing/arrange-tasks.ts'
import { failure, queueMarket } from '../testing/queue-market.ts'

const queue = queueMarket()

async function recordBalance(
  resource: TestResource,
  balanceE4: bigint,
  readAt: Date,
): Promise<boolean> {
  const [row] = await queue.test.workerDeps.sql.query<{ taken: boolean }>(
    { name: 'test_record_balance', text: 'SELECT queue.record_balance($1, $2, $3) AS taken' },
    [resource.accountId, balanceE4, readAt],
  )
  return row?.taken ?? false
}

describe('a balance reading', () => {
  it('replaces what was spent before it, and keeps what is under way', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    await submitTasks(queue.test, queue.user, 3)
    await queue.worker.succeed({ results: [delivered(await queue.dispatchOne())] })
    const underWay = await queue.dispatchOne()
    expect((await countersOf(queue.test, resource)).spentE4).toBe(60_000n)
    await queue.test.clock.advance(1_000)
    expect(await recordBalance(resource, 5_000_000n, queue.test.clock.now())).toBe(true)
    expect((await countersOf(queue.test, resource)).spentE4).toBe(30_000n)

    await queue.test.clock.advance(1_000)
    await queue.worker.fail(failure(underWay, 'UPSTREAM_ERROR'))
    expect((await countersOf(queue.test, resource)).spentE4).toBe(0n)
  })

  it('is not replaced by an older one', async () => {
    const resource = await addResource(queue.test)
    const now = queue.test.clock.now()
    expect(await recordBalance(resource, 70n, now)).toBe(true)
    expect(await recordBalance(resource, 90n, new Date(now.getTime() - 5_000))).toBe(false)
    const { rows } = await queue.test.admin.query(
      'SELECT balance_e4 FROM upstream_accounts WHERE id = $1',
      [resource.accountId],
    )
    expect(rows).toEqual([{ balance_e4: '70' }])
  })
})

describe('giving back', () => {
  it('keeps the credits of a delivered image, whatever is asked later', async () => {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.worker.succeed({ results: [delivered(call)] })
    await queue.test.admin.query(`SELECT queue.give_back(ARRAY[$1::uuid], 'slot')`, [
      call.attemptId,
    ])
    expect(await countersOf(queue.test, resource)).toMatchObject({
      inFlight: 0,
      dayE4: 30_000n,
      spentE4: 30_000n,
    })
  })

  it('refuses to guess', async () => {
    await expect(
      queue.test.admin.query(`SELECT queue.give_back(ARRAY[]::uuid[], 'most')`),
    ).rejects.toThrow('give back what?')
  })

  it('is a door for nobody but the functions', async () => {
    for (const deps of [queue.test.deps, queue.test.workerDeps]) {
      await expect(
        deps.pool.query(`SELECT queue.give_back(ARRAY[]::uuid[], 'all')`),
      ).rejects.toMatchObject({ code: '42501' })
    }
    await expect(queue.test.deps.pool.query(`SELECT queue.sweep(1)`)).rejects.toMatchObject({
      code: '42501',
    })
    await expect(
      queue.test.workerDeps.pool.query(`UPDATE tasks SET status = 'completed'`),
    ).rejects.toMatchObject({ code: '42501' })
  })
})
