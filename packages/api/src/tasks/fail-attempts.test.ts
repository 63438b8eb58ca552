import { describe, expect, it } from 'vitest'
import {
  addResource,
  balancesOf,
  countersOf,
  forgetViews,
  idle,
  submitTasks,
  taskRow,
} from './testing/arrange-tasks.ts'
import { failure, lost, queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

describe('a refusal', () => {
  it('that is the consumer’s fault ends the task with the hold back and does not touch the breaker', async () => {
    const resource = await addResource(queue.test)
    const run = await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    const report = failure(call, 'PROMPT_REFUSED')
    expect(await queue.worker.fail(report)).toEqual({
      results: [{ attemptId: call.attemptId, outcome: 'ended' }],
    })
    expect(await queue.worker.fail(report)).toEqual({
      results: [{ attemptId: call.attemptId, outcome: 'stale' }],
    })
    expect(await taskRow(queue.test, run.tasks[0]?.taskId ?? '')).toMatchObject({
      status: 'failed',
      error_code: 'PROMPT_REFUSED',
    })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ available: 10_000n, held: 0n })
    // The call went out, so its place in the rate windows is used up.
    expect(await countersOf(queue.test, resource)).toMatchObject({
      ...idle,
      failures: 0,
      minute: 1,
      window: 1,
    })
    const { rows } = await queue.test.admin.query(
      'SELECT * FROM resource_model_stats WHERE resource_id = $1',
      [resource.id],
    )
    expect(rows).toEqual([])
  })

  it('of an upstream in trouble is retried elsewhere, at most three calls in all', async () => {
    const resources = await Promise.all([1, 2, 3, 4].map(() => addResource(queue.test)))
    const run = await submitTasks(queue.test, queue.user)
    const asked: string[] = []
    for (let attempt = 1; attempt <= 3; attempt++) {
      const call = await queue.dispatchOne()
      asked.push(call.resourceId)
      expect(call.attemptNumber).toBe(attempt)
      const { results } = await queue.worker.fail(failure(call, 'UPSTREAM_ERROR'))
      expect(results[0]?.outcome).toBe(attempt < 3 ? 'retried' : 'ended')
    }
    expect(new Set(asked).size).toBe(3)
    const task = await taskRow(queue.test, run.tasks[0]?.taskId ?? '')
    expect(task).toMatchObject({ status: 'failed', error_code: 'UPSTREAM_ERROR' })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ available: 10_000n, held: 0n })
    for (const resource of resources)
      expect(await countersOf(queue.test, resource)).toMatchObject(idle)
  })

  const pauses = [
    ['KEY_REFUSED', 'KEY_REFUSED'],
    ['OUT_OF_CREDITS', 'OUT_OF_CREDITS'],
    ['CREDENTIAL_UNREADABLE', 'CREDENTIAL_UNREADABLE'],
  ] as const
  for (const [code, reason] of pauses) {
    it(`${code} stops the resource with its reason and leaves an audit row`, async () => {
      const resource = await addResource(queue.test)
      await submitTasks(queue.test, queue.user)
      const call =
        code === 'CREDENTIAL_UNREADABLE' ? await queue.claimOne() : await queue.dispatchOne()
      expect((await queue.worker.fail(failure(call, code))).results[0]?.outcome).toBe('retried')
      expect(await queue.resourceRow(resource)).toMatchObject({
        status: 'error',
        status_reason: reason,
      })
      expect(await countersOf(queue.test, resource)).toMatchObject({ ...idle, failures: 0 })
      const { rows } = await queue.test.admin.query(
        `SELECT detail FROM audit_events WHERE subject_id = $1`,
        [resource.id],
      )
      expect(rows).toEqual([{ detail: { reason } }])
    })
  }

  it('for the rate locks the whole upstream account for as long as it says', async () => {
    const first = await addResource(queue.test)
    await addResource(queue.test, { accountId: first.accountId })
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.worker.fail(failure(call, 'RATE_LIMITED', 30_000))
    const lock =
      (await queue.resourceRow(first)).locked_until.getTime() - queue.test.clock.now().getTime()
    expect(Math.abs(lock - 30_000)).toBeLessThan(2_000)
    expect((await queue.worker.claim({ limit: 1 })).calls).toEqual([])
    await queue.test.clock.advance(31_000)
    forgetViews(queue.test)
    expect((await queue.worker.claim({ limit: 1 })).calls).toHaveLength(1)
  })

  it('of the output is struck: the third closes the model to the queue.user, and the provider is paid the cost', async () => {
    const resource = await addResource(queue.test)
    for (let strike = 1; strike <= 3; strike++) {
      await submitTasks(queue.test, queue.user)
      const call = await queue.dispatchOne()
      expect((await queue.worker.fail(failure(call, 'OUTPUT_FILTERED'))).results[0]?.outcome).toBe(
        'ended',
      )
      expect(await queue.attemptRow(call)).toMatchObject({
        state: 'failed',
        slot_held: false,
        credits_held: true,
        loss_due: true,
      })
    }
    await expect(submitTasks(queue.test, queue.user)).rejects.toMatchObject({
      message: 'MODEL_CLOSED_TO_YOU',
    })
    expect(await queue.worker.sweep()).toMatchObject({ losses: 3 })
    expect(await queue.worker.sweep()).toMatchObject({ losses: 0 })
    expect(await balancesOf(queue.test, { id: resource.ownerId })).toMatchObject({
      promo_earned: 900n,
    })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ available: 10_000n, held: 0n })
    expect(await countersOf(queue.test, resource)).toMatchObject({
      inFlight: 0,
      dayE4: 90_000n,
      spentE4: 90_000n,
    })
  })
})

it('a picture too large to be read ends the task, is paid for once and hurts no breaker', async () => {
  const resources = await Promise.all([addResource(queue.test), addResource(queue.test)])
  await submitTasks(queue.test, queue.user)
  const call = await queue.dispatchOne()
  const { results } = await queue.worker.fail(failure(call, 'OUTPUT_TOO_LARGE'))
  expect(results[0]?.outcome).toBe('ended')
  expect(await queue.attemptRow(call)).toMatchObject({ credits_held: true, loss_due: true })
  for (const resource of resources)
    expect(await countersOf(queue.test, resource)).toMatchObject({ inFlight: 0, failures: 0 })
  const { rows } = await queue.test.admin.query(
    'SELECT count AS strikes FROM filter_strikes WHERE user_id = $1',
    [queue.user.id],
  )
  expect(rows).toEqual([{ strikes: 1 }])
})

describe('a late word about an unknown', () => {
  it.each([
    ['PROMPT_REFUSED', true],
    ['OUTPUT_FILTERED', false],
  ] as const)('%s changes nothing once somebody else was first', async (code, billed) => {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    await queue.worker.unknown(lost(call))
    const first = await queue.test.admin.connect()
    let told: ReturnType<typeof queue.worker.fail>
    try {
      await first.query('BEGIN')
      await first.query(`SELECT queue.resolve_unknown($1, 'job', $2, 30000)`, [
        call.attemptId,
        billed,
      ])
      told = queue.worker.fail(failure(call, code))
      await expect.poll(waitingForRows, { timeout: 10_000 }).toBe(1)
      await first.query('COMMIT')
    } finally {
      first.release()
    }
    expect(await told).toEqual({ results: [{ attemptId: call.attemptId, outcome: 'stale' }] })
    expect(await queue.attemptRow(call)).toMatchObject({
      state: 'unknown',
      resolution: 'job',
      billed,
      credits_held: billed,
      loss_due: billed,
    })
    const spentE4 = billed ? 30_000n : 0n
    expect(await countersOf(queue.test, resource)).toMatchObject({ dayE4: spentE4, spentE4 })
  })
})

async function waitingForRows(): Promise<number> {
  const { rows } = await queue.test.admin.query<{ waiting: number }>(
    `SELECT count(*)::integer AS waiting FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE NOT l.granted AND a.datname = current_database()`,
  )
  return rows[0]?.waiting ?? 0
}
