import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import type pg from 'pg'
import { createTally, type Peer } from './peer.ts'

const jobsAtOnce = 24
const quiet = new Logger(() => () => undefined)

/** graphile-worker, tuned as its own benchmark is: a local queue of 500 and batched completion. */
export async function openGraphile(pgPool: pg.Pool): Promise<Peer> {
  const tools = await makeWorkerUtils({ pgPool, logger: quiet })
  await tools.migrate()
  return {
    name: 'graphile-worker',
    inBatches: false,
    async enqueue(tasks) {
      await tools.addJobs(tasks.map((task) => ({ identifier: 'work', payload: { task } })))
      await pgPool.query('ANALYZE graphile_worker._private_jobs')
    },
    async drain(count, work) {
      const tally = createTally(count)
      const started = performance.now()
      const runner = await run({
        pgPool,
        logger: quiet,
        noHandleSignals: true,
        preset: {
          worker: {
            concurrentJobs: jobsAtOnce,
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
            localQueue: { size: 500 },
          },
        },
        taskList: {
          work: async (payload) => {
            await work([taskOf(payload)])
            tally.add(1)
          },
        },
      })
      await tally.done
      const seconds = (performance.now() - started) / 1_000
      await runner.stop()
      return seconds
    },
    close: async () => tools.release(),
  }
}

export type GraphileClock = { delays(): number[]; add(): Promise<void>; stop(): Promise<void> }

/** One job at a time, from put in to begun: milliseconds. */
export async function openGraphileClock(pgPool: pg.Pool): Promise<GraphileClock> {
  const tools = await makeWorkerUtils({ pgPool, logger: quiet })
  await tools.migrate()
  const added = new Map<string, number>()
  const delays: number[] = []
  const runner = await run({
    pgPool,
    logger: quiet,
    noHandleSignals: true,
    preset: { worker: { concurrentJobs: jobsAtOnce, pollInterval: 1_000 } },
    taskList: {
      clock: async (payload) => {
        const begun = performance.now()
        // A job may begin before its own insert has been answered: that is no delay.
        delays.push(Math.max(0, begun - (added.get(taskOf(payload)) ?? begun)))
      },
    },
  })
  return {
    delays: () => delays,
    async add() {
      const task = crypto.randomUUID()
      await tools.addJob('clock', { task })
      added.set(task, performance.now())
    },
    async stop() {
      await runner.stop()
      await tools.release()
    },
  }
}

function taskOf(payload: unknown): string {
  return payload !== null && typeof payload === 'object' && 'task' in payload
    ? String(payload.task)
    : ''
}
