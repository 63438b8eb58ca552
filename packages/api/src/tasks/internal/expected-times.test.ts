import { describe, expect, it } from 'vitest'
import { userCtx } from '../../testing/contexts.ts'
import { createMetrics } from '../../create-metrics.ts'
import { addResource, core, submitTasks } from '../testing/arrange-tasks.ts'
import { queueMarket } from '../testing/queue-market.ts'
import { expectedTime, expectedTimes } from './expected-times.ts'
import { keepShownTimes } from './keep-shown-times.ts'

const queue = queueMarket()
const now = 1_000_000
const usual = { low: 0.5, high: 2 }
const task = {
  id: 'a',
  modelId: core,
  status: 'pending',
  ahead: 0,
  startedAt: null,
  waitsFor: null,
} as const
const told = (row: Partial<Parameters<typeof expectedTime>[0]>, pace = {}) => {
  const all = { serviceMs: 8_000, slots: 4, room: 0, ...pace }
  const time = expectedTime({ ...task, ...row }, all, usual, now)
  return time === null ? null : [time.lowMs, time.pointMs, time.highMs]
}

describe('the expected time', () => {
  it('of a task with room is one call', () => {
    expect(told({}, { room: 1 })).toEqual([4_200, 8_400, 16_800])
  })
  it('grows with those ahead, and shrinks with the slots they pass through', () => {
    expect(told({ ahead: 7 })?.[1]).toBe(8_400 + (8 * 8_000) / 4)
    expect(told({ ahead: 7 }, { slots: 8 })?.[1]).toBe(8_400 + (8 * 8_000) / 8)
  })
  it('of a call under way counts from its start and never lies in the past', () => {
    const startedAt = new Date(now - 6_000)
    expect(told({ status: 'processing', ahead: null, startedAt })).toEqual([0, 2_400, 10_800])
    const long = new Date(now - 60_000)
    expect(told({ status: 'processing', ahead: null, startedAt: long })).toEqual([0, 1, 0])
  })
  it('is not told where nothing can be known', () => {
    expect(told({ ahead: 30 })).toBeNull()
    expect(told({ ahead: null })).toBeNull()
    expect(told({}, { slots: 0 })).toBeNull()
    expect(told({ waitsFor: 'NO_CANDIDATE' })).toBeNull()
    expect(told({ waitsFor: 'RESOURCE_BUSY' })).not.toBeNull()
  })
})

// The same pseudo-random numbers each time: a mean of 0 and a deviation of 1.
function* normals(seed: number): Generator<number, never> {
  let state = seed
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 1) / 4_294_967_297
  }
  for (;;) yield Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

describe('what was shown', () => {
  it('is kept once, judged by the delivery, and told to operators', async () => {
    await addResource(queue.test)
    const run = await submitTasks(queue.test, queue.user)
    const id = run.tasks[0]?.taskId ?? ''
    const ctx = userCtx(queue.test.deps, queue.user)
    const expected = await expectedTimes(queue.test.deps, [{ ...task, id }])
    await keepShownTimes(ctx, expected)
    await keepShownTimes(
      ctx,
      new Map([...expected].map(([key, time]) => [key, { ...time, lowMs: 0 }])),
    )
    const { rows } = await queue.test.admin.query('SELECT low_ms FROM task_etas')
    expect(rows).toEqual([{ low_ms: expected.get(id)?.lowMs }])
    await judge(id)
    const metrics = await createMetrics(queue.test.deps).read()
    expect(metrics).toContain(`aetherflow_expected_times_judged{model="${core}",result="early"} 1`)
    expect((await queue.test.admin.query('SELECT FROM task_etas')).rows).toEqual([])
  })

  it('is nobody else’s to write', async () => {
    await addResource(queue.test)
    const run = await submitTasks(queue.test, queue.user)
    const id = run.tasks[0]?.taskId ?? ''
    const expected = await expectedTimes(queue.test.deps, [{ ...task, id }])
    const stranger = { ...queue.user, id: crypto.randomUUID() }
    await keepShownTimes(userCtx(queue.test.deps, stranger), expected)
    expect((await queue.test.admin.query('SELECT FROM task_etas')).rows).toEqual([])
  })

  it('learns from how it did: four of five come inside, wherever the truth lies', async () => {
    await queue.test.admin.query('DELETE FROM eta_records')
    await addResource(queue.test)
    const run = await submitTasks(queue.test, queue.user)
    const id = run.tasks[0]?.taskId ?? ''
    const noise = normals(7)
    let inside = 0
    const taught = 80
    const asked = 150
    for (let at = 0; at < taught + asked; at++) {
      if (at % 5 === 0) await queue.test.clock.advance(11_000)
      const expected = await expectedTimes(queue.test.deps, [{ ...task, id }])
      const time = expected.get(id)
      if (time === undefined) throw new Error('nothing expected')
      // The truth is a third of what the pace says, and varies by a factor of 1.6.
      const realMs = (time.pointMs / 3) * Math.exp(0.47 * noise.next().value)
      if (at >= taught && realMs >= time.lowMs && realMs <= time.highMs) inside++
      await keepShownTimes(userCtx(queue.test.deps, queue.user), expected)
      await queue.test.admin.query(
        `UPDATE task_etas SET shown_at = shown_at - $1 * interval '1 millisecond'`,
        [realMs],
      )
      await judge(id)
    }
    expect(inside / asked).toBeGreaterThan(0.68)
    expect(inside / asked).toBeLessThan(0.92)
    const { rows } = await queue.test.admin.query(
      'SELECT inside + early + late AS judged FROM eta_records WHERE model_id = $1',
      [core],
    )
    expect(rows).toEqual([{ judged: String(taught + asked) }])
  })
})

async function judge(taskId: string) {
  await queue.test.admin.query('SELECT queue.judge_etas($1::uuid[], public.clock_now())', [
    [taskId],
  ])
}
