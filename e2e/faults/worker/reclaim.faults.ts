import { afterAll, beforeAll, expect, it } from 'vitest'
import { allEnded } from '../../processes/look.ts'
import { addConsumer, submitTasks } from '../../processes/people.ts'
import { until } from '../../processes/until.ts'
import { openStage, type Stage } from './stage.ts'

/** Lease 30 s, sweep 5 s, and a busy machine. */
const longestMs = 45_000
const deaths = 4
const each = 6

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.world.close())

// No clock is moved here: this is how long people wait.
it('what a killed worker held runs elsewhere within 45 s', async () => {
  const { world } = stage
  const consumer = await addConsumer(world)
  const tasks: string[] = []
  for (let death = 0; death < deaths; death += 1) {
    const doomed = world.startWorker({ CRASH_AT: 'claimed', WORKER_CONCURRENCY: String(each) })
    tasks.push(...(await submitTasks(world, consumer, each)))
    expect(await (await doomed).ended).toBe('SIGKILL')
  }
  const survivor = await world.startWorker()
  await until('every task to end', () => allEnded(world, tasks), 120_000)
  const { rows } = await world.admin.query<{ waitedMs: number }>(
    `SELECT extract(epoch FROM next.claimed_at - lost.claimed_at)::float8 * 1000 AS "waitedMs"
     FROM attempts lost JOIN attempts next ON next.task_id = lost.task_id AND next.number = lost.number + 1
     WHERE lost.task_id = ANY ($1::uuid[]) AND lost.state = 'abandoned' ORDER BY 1`,
    [tasks],
  )
  expect(rows.length).toBeGreaterThanOrEqual(deaths)
  const waited = rows.map(({ waitedMs }) => waitedMs)
  console.log(
    `${waited.length} tasks of ${deaths} killed workers ran again after ${(waited.at(0) ?? 0).toFixed(0)} to ${(waited.at(-1) ?? 0).toFixed(0)} ms`,
  )
  expect(Math.max(...waited)).toBeLessThanOrEqual(longestMs)
  await survivor.end()
})
