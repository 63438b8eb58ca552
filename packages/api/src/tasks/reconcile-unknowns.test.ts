import { describe, expect, it } from 'vitest'
import {
  addResource,
  countersOf,
  delivered,
  idle,
  submitTasks,
  type TestResource,
} from './testing/arrange-tasks.ts'
import { failure, lost, queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()
const full = 1_000_000n

/** The vendor's balance, read now. */
async function readBalance(resource: TestResource, balanceE4: bigint): Promise<void> {
  await queue.test.workerDeps.sql.query(
    { name: 'test_read_balance', text: 'SELECT queue.record_balance($1, $2, $3)' },
    [resource.accountId, balanceE4, queue.test.clock.now()],
  )
  await queue.test.clock.advance(1_000)
}

async function unknownCall() {
  await submitTasks(queue.test, queue.user)
  const call = await queue.dispatchOne()
  await queue.worker.unknown(lost(call))
  return call
}

/** Past the deadline of a call and the minute after it. */
const quietDown = () => queue.test.clock.advance(130_000)

describe('two balances read while nothing was under way', () => {
  it('show that an unknown was not billed: its credits come back', async () => {
    const resource = await addResource(queue.test)
    await readBalance(resource, full)
    const call = await unknownCall()
    await quietDown()
    await readBalance(resource, full)
    expect(await queue.worker.reconcile()).toEqual({ byBalance: 1, byDeadline: 0 })
    expect(await queue.attemptRow(call)).toMatchObject({
      state: 'unknown',
      resolution: 'balance',
      billed: false,
      loss_due: false,
    })
    expect(await countersOf(queue.test, resource)).toMatchObject(idle)
    expect(await queue.worker.reconcile()).toEqual({ byBalance: 0, byDeadline: 0 })
    expect(await queue.worker.sweep()).toMatchObject({ losses: 0 })
  })

  it('show that it was', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    await readBalance(resource, full)
    await submitTasks(queue.test, queue.user)
    await queue.worker.succeed({ results: [delivered(await queue.dispatchOne())] })
    const call = await unknownCall()
    await quietDown()
    await readBalance(resource, full - 60_000n)
    expect(await queue.worker.reconcile()).toMatchObject({ byBalance: 1 })
    expect(await queue.attemptRow(call)).toMatchObject({ resolution: 'balance', billed: true })
    expect(await countersOf(queue.test, resource)).toMatchObject({ dayE4: 60_000n })
  })

  it('are no readings while a call is under way, or its deadline is hardly over', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    await readBalance(resource, full)
    const call = await unknownCall()
    await queue.test.clock.advance(70_000)
    await readBalance(resource, full)
    expect(await queue.worker.reconcile()).toMatchObject({ byBalance: 0 })
    await quietDown()
    await submitTasks(queue.test, queue.user)
    const running = await queue.dispatchOne()
    await readBalance(resource, full)
    expect(await queue.worker.reconcile()).toMatchObject({ byBalance: 0 })
    await queue.worker.fail(failure(running, 'PROMPT_REFUSED'))
    await queue.test.clock.advance(1_000)
    await readBalance(resource, full)
    expect(await queue.worker.reconcile()).toMatchObject({ byBalance: 1 })
    expect(await queue.attemptRow(call)).toMatchObject({ billed: false })
  })

  it('leave open what they cannot tell, and start anew', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    await readBalance(resource, full)
    const call = await unknownCall()
    await quietDown()
    // Somebody used the key elsewhere.
    await readBalance(resource, full - 12_345n)
    expect(await queue.worker.reconcile()).toMatchObject({ byBalance: 0 })
    expect(await queue.attemptRow(call)).toMatchObject({ resolution: null, credits_held: true })
    const next = await unknownCall()
    await quietDown()
    await readBalance(resource, full - 12_345n)
    expect(await queue.worker.reconcile()).toMatchObject({ byBalance: 1 })
    expect(await queue.attemptRow(next)).toMatchObject({ billed: false })
    expect(await queue.attemptRow(call)).toMatchObject({ resolution: null })
  })

  it('that the owner declared are not compared', async () => {
    const resource = await addResource(queue.test)
    await queue.test.admin.query('UPDATE upstream_accounts SET balance_declared = true')
    await readBalance(resource, full)
    await unknownCall()
    await quietDown()
    await readBalance(resource, full)
    expect(await queue.worker.reconcile()).toMatchObject({ byBalance: 0 })
  })
})

describe('an unknown that nobody tells of', () => {
  it('counts as billed after a day', async () => {
    // What other tests left open is over by then.
    await queue.test.clock.advance(25 * 3_600_000)
    await queue.worker.reconcile()
    const resource = await addResource(queue.test)
    const call = await unknownCall()
    await queue.test.clock.advance(24 * 3_600_000 - 2_000)
    expect(await queue.worker.reconcile()).toMatchObject({ byDeadline: 0 })
    await queue.test.clock.advance(3_000)
    expect(await queue.worker.reconcile()).toMatchObject({ byDeadline: 1 })
    expect(await queue.attemptRow(call)).toMatchObject({
      resolution: 'deadline',
      billed: true,
      credits_held: true,
    })
    expect((await countersOf(queue.test, resource)).spentE4).toBe(30_000n)
  })

  it('keeps the first word that is said of it', async () => {
    await addResource(queue.test)
    const call = await unknownCall()
    await queue.worker.succeed({ results: [delivered(call)] })
    expect(await queue.attemptRow(call)).toMatchObject({ resolution: 'late_answer', billed: true })
    const { attemptId } = call
    expect(await queue.worker.resolveUnknown({ attemptId, billed: false, billedE4: null })).toEqual(
      {
        resolved: false,
      },
    )
    expect(await queue.attemptRow(call)).toMatchObject({ billed: true, credits_held: true })
  })
})
