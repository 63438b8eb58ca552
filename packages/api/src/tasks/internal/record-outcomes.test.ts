import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addResource, core, forgetViews, submitTasks } from '../testing/arrange-tasks.ts'
import { queueMarket } from '../testing/queue-market.ts'
import { routingView } from './routing-view.ts'
import { latencyOf, successOf } from './score-of.ts'

const queue = queueMarket()

/** Outcomes of one resource, one after the other, as a worker records them. */
async function recorder() {
  const resource = await addResource(queue.test)
  await submitTasks(queue.test, queue.user)
  const call = await queue.dispatchOne()
  const record = async (times: number, delivered: boolean, latencyMs = 0) => {
    for (let at = 0; at < times; at++) {
      await queue.test.admin.query('UPDATE attempts SET latency_ms = $2 WHERE id = $1', [
        call.attemptId,
        latencyMs,
      ])
      await queue.test.workerDeps.sql.query(
        { name: 'test_outcome', text: 'SELECT queue.record_outcomes($1::jsonb)' },
        [JSON.stringify([{ attempt: call.attemptId, delivered }])],
      )
    }
  }
  const known = async () => {
    forgetViews(queue.test)
    const { resources } = await routingView(queue.test.workerDeps)
    const found = resources.find(({ id }) => id === resource.id)?.records.get(core)
    if (found === undefined) throw new Error('no record')
    return found
  }
  return { record, known }
}

describe('what is known of a resource', () => {
  it('are the times that half and 19 of 20 deliveries stay below, to an eighth', async () => {
    const { record, known } = await recorder()
    await record(18, true, 2_000)
    await record(1, true, 9_000)
    const { latencyMs, latencyP95 } = await known()
    expect(latencyMs).toBeGreaterThan(2_000 / 1.13)
    expect(latencyMs).toBeLessThan(2_000 * 1.13)
    // One slow call in nineteen is the slow end, and not yet the middle.
    expect(latencyP95).toBeGreaterThan(7_000)
    expect(latencyP95).toBeLessThan(9_000 * 1.13)
  })

  it('changes with a resource that got slow: the slow end at once, the middle within 14 deliveries', async () => {
    const { record, known } = await recorder()
    await record(60, true, 2_000)
    await record(2, true, 20_000)
    expect((await known()).latencyP95).toBeGreaterThan(10_000)
    await record(12, true, 20_000)
    expect((await known()).latencyMs).toBeGreaterThan(10_000)
  })

  it('shows a burst of failures at once, and forgives it with as many deliveries', async () => {
    const { record, known } = await recorder()
    await record(100, true, 2_000)
    const good = successOf(await known())
    await record(10, false)
    const bad = successOf(await known())
    expect(good).toBeGreaterThan(0.98)
    expect(bad).toBeLessThan(0.87)
    await record(60, true, 2_000)
    expect(successOf(await known())).toBeGreaterThan(0.93)
  })

  it('fades to what is assumed of anybody when nothing happens for days', async () => {
    const { record, known } = await recorder()
    await record(30, true, 1_000)
    await record(30, false)
    const fresh = await known()
    expect(successOf(fresh)).toBeLessThan(0.6)
    expect(latencyOf(fresh).p50Ms).toBeLessThan(1_500)
    await queue.test.clock.advance(3 * 24 * 3_600_000)
    const old = await known()
    expect(successOf(old)).toBeCloseTo(0.95, 2)
    expect(latencyOf(old).p50Ms).toBeGreaterThan(7_500)
    expect(latencyOf(old).p50Ms).toBeLessThan(8_500)
  })

  it('counts every outcome when two workers write at once', async () => {
    const resource = await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    const rows = JSON.stringify([{ attempt: call.attemptId, delivered: true }])
    const text = 'SELECT queue.record_outcomes($1::jsonb)'
    await Promise.all(
      Array.from({ length: 8 }, () =>
        queue.test.workerDeps.sql.query({ name: 'test_outcome', text }, [rows]),
      ),
    )
    const { rows: found } = await queue.test.admin.query(
      'SELECT delivered FROM resource_model_stats WHERE resource_id = $1',
      [resource.id],
    )
    // Each takes 2 % off those before it, and milliseconds of age next to nothing.
    const expected = Array.from({ length: 8 }).reduce<number>((sum) => sum * 0.98 + 1, 0)
    expect(found[0].delivered).toBeCloseTo(expected, 3)
  })

  it('is not disturbed by an outcome of nobody', async () => {
    const { record, known } = await recorder()
    await record(1, true, 2_000)
    const before = await known()
    await queue.test.workerDeps.sql.query(
      { name: 'test_outcome', text: 'SELECT queue.record_outcomes($1::jsonb)' },
      [JSON.stringify([{ attempt: randomUUID(), delivered: true }])],
    )
    expect((await known()).delivered).toBeCloseTo(before.delivered, 3)
  })
})
