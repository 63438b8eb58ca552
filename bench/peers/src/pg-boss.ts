import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { createTally, type Peer } from './peer.ts'

const batch = 500
const loops = 4
const queue = 'work'

/** pg-boss, tuned: a partition of its own, fresh statistics, and its raw batches of 500 in four loops. */
export async function openPgBoss(connectionString: string, pool: pg.Pool): Promise<Peer> {
  const boss = new PgBoss({ connectionString, supervise: false, schedule: false })
  boss.on('error', (error) => process.stderr.write(`pg-boss: ${String(error)}\n`))
  await boss.start()
  await boss.createQueue(queue, { partition: true })
  return {
    name: 'pg-boss',
    inBatches: true,
    async enqueue(tasks) {
      await boss.insert(
        queue,
        tasks.map((task) => ({ data: { task } })),
      )
      await pool.query('ANALYZE')
    },
    async drain(count, work) {
      const tally = createTally(count)
      let left = count
      const started = performance.now()
      const loop = async () => {
        while (left > 0) {
          const jobs = await boss.fetch<{ task: string }>(queue, { batchSize: batch })
          if (jobs.length === 0) {
            await sleep(5)
            continue
          }
          left -= jobs.length
          await work(jobs.map(({ data }) => data.task))
          await boss.complete(
            queue,
            jobs.map(({ id }) => id),
          )
          tally.add(jobs.length)
        }
      }
      await Promise.all([tally.done, ...Array.from({ length: loops }, loop)])
      return (performance.now() - started) / 1_000
    },
    close: () => boss.stop({ graceful: false }),
  }
}
