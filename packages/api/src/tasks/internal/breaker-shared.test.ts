import { createPool } from '@aetherflow/db/pool'
import { poolSql } from '@aetherflow/db/sql'
import { describe, expect, it } from 'vitest'
import { userCtx } from '../../testing/contexts.ts'
import { quoteRun } from '../quote-run.ts'
import { quoteInput } from '../schemas.ts'
import {
  addResource,
  core,
  delivered,
  forgetViews,
  submitTasks,
  workerCaller,
} from '../testing/arrange-tasks.ts'
import { failure, queueMarket, ref } from '../testing/queue-market.ts'
import { forgetRoutingView } from './routing-view.ts'

const queue = queueMarket()

/** A worker with connections and a view of the market of its own, as another process has. */
function otherProcess(name: string) {
  const pool = createPool(queue.test.database.workerUrl, { applicationName: name, max: 2 })
  const deps = { ...queue.test.workerDeps, pool, sql: poolSql(pool) }
  const worker = workerCaller({ ...queue.test, workerDeps: deps }, name)
  return {
    worker,
    /** Only a view that is a second old is read anew; the test does not wait for that. */
    look: () => forgetRoutingView(deps),
    close: () => pool.end(),
  }
}

const unpark = () => queue.test.admin.query('UPDATE tasks SET parked_until = NULL')

describe('the breaker is one for all processes', () => {
  it('shuts for a worker that saw no failure, even one whose view still says that it is open', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    const other = otherProcess('worker-other')
    try {
      await submitTasks(queue.test, queue.user, 8)
      // The other one looks at the market while all is well.
      expect((await other.worker.claim({ limit: 1 })).calls).toHaveLength(1)
      await queue.test.admin.query(
        `UPDATE resource_counters SET failures = 4 WHERE resource_id = $1`,
        [resource.id],
      )
      await queue.worker.fail(failure(await queue.dispatchOne(), 'UPSTREAM_ERROR'))
      expect((await queue.resourceRow(resource)).failures).toBe(5)
      expect((await other.worker.claim({ limit: 5 })).calls).toEqual([])
    } finally {
      await other.close()
    }
  })

  it('lets one probe through, however many ask at once, and opens for all when it delivers', async () => {
    const resource = await addResource(queue.test, { concurrency: 10 })
    await queue.test.admin.query(
      `UPDATE resource_counters SET failures = 5, breaker_until = clock_now() - interval '1 second' WHERE resource_id = $1`,
      [resource.id],
    )
    forgetViews(queue.test)
    await submitTasks(queue.test, queue.user, 8)
    const processes = ['worker-a', 'worker-b', 'worker-c'].map(otherProcess)
    try {
      const answers = await Promise.all(
        processes.map(async ({ worker }) => ({ worker, ...(await worker.claim({ limit: 4 })) })),
      )
      const probes = answers.flatMap(({ worker, calls }) => calls.map((call) => ({ worker, call })))
      expect(probes).toHaveLength(1)
      const [probe] = probes
      if (probe === undefined) throw new Error('no probe')
      await unpark()
      for (const { worker, look } of processes) {
        look()
        expect((await worker.claim({ limit: 4 })).calls).toEqual([])
      }
      await probe.worker.dispatching(ref(probe.call))
      await probe.worker.succeed({ results: [delivered(probe.call)] })
      await unpark()
      for (const { worker, look } of processes) {
        look()
        expect((await worker.claim({ limit: 2 })).calls).toHaveLength(2)
      }
    } finally {
      await Promise.all(processes.map(({ close }) => close()))
    }
  })

  it('is waited for: the quote says so, the task stays, and is taken when the pause is over', async () => {
    const resource = await addResource(queue.test)
    await queue.test.admin.query(
      `UPDATE resource_counters SET failures = 5, breaker_until = clock_now() + interval '20 seconds' WHERE resource_id = $1`,
      [resource.id],
    )
    forgetViews(queue.test)
    const asked = quoteInput.parse({ prompt: 'x', models: [{ modelId: core, count: 1 }] })
    const quote = await quoteRun(userCtx(queue.test.deps, queue.user), asked)
    expect(quote.lines[0]).toMatchObject({ price: 300n, candidates: 1, waitsFor: 'BREAKER_OPEN' })
    const { tasks } = await submitTasks(queue.test, queue.user)
    expect((await queue.worker.claim({ limit: 1 })).calls).toEqual([])
    await queue.test.clock.advance(21_000)
    forgetViews(queue.test)
    expect((await queue.worker.claim({ limit: 1 })).calls.map(({ taskId }) => taskId)).toEqual([
      tasks[0]?.taskId,
    ])
  })
})
