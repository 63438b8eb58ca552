import { randomUUID } from 'node:crypto'
import { decisionsWritten } from './internal/append-decisions.ts'
import { describe, expect, it } from 'vitest'
import { explainTask } from './explain-task.ts'
import { addResource, forgetViews, submitTasks } from './testing/arrange-tasks.ts'
import { failure, queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

async function explained(taskId: string) {
  await decisionsWritten(queue.test.workerDeps)
  const found = await explainTask(queue.test.workerDeps.sql, taskId)
  if (found === null) throw new Error('no such task')
  return found
}
const change = (path: string, value: string) =>
  queue.test.admin.query(
    `UPDATE routing_decisions SET decision = jsonb_set(decision, '{${path}}', $1::jsonb)`,
    [value],
  )

describe('an explanation', () => {
  it('decides every attempt once more from what was kept, and finds the same', async () => {
    await addResource(queue.test, { priceE4: 9_000n })
    await addResource(queue.test, { priceE4: 9_500n })
    await addResource(queue.test, { priceE4: 10_000n })
    await addResource(queue.test, { priceE4: 40_000n })
    const { tasks } = await submitTasks(queue.test, queue.user)
    await queue.worker.fail(failure(await queue.dispatchOne(), 'UPSTREAM_ERROR'))
    await queue.dispatchOne()
    const { attempts, task } = await explained(tasks[0]?.taskId ?? '')
    expect(task).toMatchObject({ status: 'processing', preference: 'balanced' })
    expect(attempts).toHaveLength(2)
    for (const { replay, resourceId } of attempts)
      expect(replay).toEqual({ same: true, chosen: resourceId, differences: [] })
    expect(attempts[1]?.kept?.full).toMatchObject({
      able: 2,
      cheapest: 285n,
      reasons: expect.arrayContaining([
        { reason: 'FAILED_BEFORE', count: 1 },
        { reason: 'OVER_CEILING', count: 1 },
      ]),
    })
    expect(attempts[0]?.decidedBy).toBe('price')
  })

  it('replays a choice that fell to the second because the first was refused at the lock', async () => {
    const first = await addResource(queue.test, { priceE4: 9_000n, concurrency: 1 })
    const second = await addResource(queue.test, { priceE4: 9_500n })
    // Two at once, proposed from one view: the lock gives the only place to one of them.
    await submitTasks(queue.test, queue.user, 2)
    const { calls } = await queue.worker.claim({ limit: 2 })
    expect(calls.map(({ resourceId }) => resourceId)).toEqual([first.id, second.id])
    const { attempts } = await explained(calls[1]?.taskId ?? '')
    expect(attempts[0]).toMatchObject({
      decidedBy: 'next',
      replay: { same: true, chosen: second.id },
    })
    expect(attempts[0]?.kept?.full?.skipped).toEqual([
      { resource: first.id, reason: 'RESOURCE_BUSY' },
    ])
  })

  it('says where a decision that was tampered with differs', async () => {
    const [cheap, dear] = [
      await addResource(queue.test, { priceE4: 9_000n }),
      await addResource(queue.test, { priceE4: 10_000n }),
    ]
    const { tasks } = await submitTasks(queue.test, queue.user)
    await queue.dispatchOne()
    const taskId = tasks[0]?.taskId ?? ''
    await queue.test.admin.query('ALTER TABLE routing_decisions DISABLE TRIGGER USER')
    try {
      await change('chosen', JSON.stringify(dear.id))
      const { attempts } = await explained(taskId)
      expect(attempts[0]?.replay).toEqual({
        same: false,
        chosen: cheap.id,
        differences: [`choice: ${dear.id} kept, ${cheap.id} now`],
      })
      await change('chosen', JSON.stringify(cheap.id))
      await change('candidates,0,facts,failed', '30')
      expect((await explained(taskId)).attempts[0]?.replay?.differences[0]).toContain('score of')
    } finally {
      await queue.test.admin.query('ALTER TABLE routing_decisions ENABLE TRIGGER USER')
    }
  })

  it('still replays what the first policy kept', async () => {
    await addResource(queue.test)
    const { tasks } = await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    const [a, b] = [randomUUID(), randomUUID()]
    const score = (price: number, success: number, ms: number) =>
      0.45 * (270 / price) + 0.35 * success + 0.2 * (8_000 / (8_000 + ms))
    const candidate = (resource: string, price: number, success: number, latencyMs: number) => ({
      resource,
      price: String(price),
      score: score(price, success, latencyMs),
      features: { success, latencyMs },
    })
    const kept = {
      candidates: [candidate(a, 300, 0.99, 2_000), candidate(b, 300, 0.9, 4_000)],
      excluded: [],
      chosen: a,
    }
    await queue.test.admin.query('DELETE FROM routing_decisions')
    await queue.test.admin.query(
      'INSERT INTO routing_decisions (attempt_id, task_id, policy_version, decision) VALUES ($1, $2, 1, $3)',
      [call.attemptId, call.taskId, JSON.stringify(kept)],
    )
    const { attempts } = await explained(tasks[0]?.taskId ?? '')
    expect(attempts[0]).toMatchObject({ kept: { full: null }, replay: { same: true, chosen: a } })
  })

  it('has nothing to say of a task that does not exist', async () => {
    forgetViews(queue.test)
    expect(await explainTask(queue.test.workerDeps.sql, randomUUID())).toBeNull()
  })
})
