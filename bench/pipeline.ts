import { parseArgs } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestUser } from '@aetherflow/api/testing/contexts'
import { ledgerHolds } from './measure/ledger-holds.ts'
import { openSimpleUpdate } from './measure/simple-update.ts'
import { readTaskTimes, type Spread, type TaskTimes } from './measure/task-times.ts'
import { addConsumers, addSupplies, type Picture, runOf, submit } from './stage/market.ts'
import { openStage, type Stage } from './stage/open-stage.ts'

// submit → claim → route → simulator without latency → store → settle, one worker (README.md).
const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '2000' },
    model: { type: 'string', default: 'stability:sd3.5-medium' },
    format: { type: 'string', default: 'jpeg' },
  },
})
const total = Number(values.tasks)
const picture: Picture = {
  modelId: values.model,
  outputFormat: values.format === 'png' || values.format === 'webp' ? values.format : 'jpeg',
}
const submitters = 8
const quietTasks = 100
const quietEveryMs = 100

const stage = await openStage()
try {
  process.exitCode = (await measure(stage)) ? 0 : 1
} finally {
  await stage.close()
}

async function measure(on: Stage): Promise<boolean> {
  const worker = await on.startWorker()
  try {
    await addSupplies(on, 5)
    const consumers = await addConsumers(on, submitters)
    // Pictures are drawn once; that is the simulator's work and nobody's pipeline.
    await ended(on, await submitAll(on, consumers, 96))
    await on.admin.query('ANALYZE')

    console.log(
      `backlog: ${total} tasks at once (${picture.modelId}, ${picture.outputFormat}), one worker`,
    )
    const submitting = performance.now()
    const backlog = await submitAll(on, consumers, total)
    const submitSeconds = (performance.now() - submitting) / 1_000
    const endedWell = await ended(on, backlog)
    const times = await readTaskTimes(on.admin, backlog)
    const rate = times.delivered / times.seconds
    console.log(
      `  submitted in ${submitSeconds.toFixed(1)} s, delivered ${times.delivered} in ${times.seconds.toFixed(1)} s`,
    )
    console.log(`  ${rate.toFixed(1)} tasks/s`)
    print(times)

    console.log(`quiet: ${quietTasks} single tasks, one every ${quietEveryMs} ms`)
    const quiet = await submitQuietly(on, consumers)
    const quietWell = await ended(on, quiet)
    print(await readTaskTimes(on.admin, quiet))
    await worker.stop()

    let base = Number.NaN
    console.log('simple-update: the five statements of pgbench -N through pg, same server')
    const simpleUpdate = await openSimpleUpdate(on.adminUrl)
    for (const clients of [8, 32]) {
      base = await simpleUpdate.rate(clients)
      console.log(`  ${clients} clients: ${base.toFixed(0)} transactions/s`)
    }
    await simpleUpdate.close()

    const sound = await ledgerHolds(on)
    console.log(`ratio pipeline-over-simple-update=${(rate / base).toFixed(4)}`)
    return endedWell && quietWell && sound
  } finally {
    await worker.stop()
  }
}

async function submitAll(on: Stage, consumers: TestUser[], count: number): Promise<string[]> {
  const tasks: string[] = []
  let left = count
  await Promise.all(
    consumers.map(async (consumer) => {
      while (left > 0) {
        const size = Math.min(8, left)
        left -= size
        tasks.push(...(await submit(on, consumer, runOf(picture, size))))
      }
    }),
  )
  return tasks
}

async function submitQuietly(on: Stage, consumers: TestUser[]): Promise<string[]> {
  const submits: Promise<string[]>[] = []
  for (let at = 0; at < quietTasks; at++) {
    const consumer = consumers[at % consumers.length]
    if (consumer !== undefined) submits.push(submit(on, consumer, runOf(picture, 1)))
    await sleep(quietEveryMs)
  }
  return (await Promise.all(submits)).flat()
}

/** Waits until all have ended, and says whether all were delivered. */
async function ended(on: Stage, tasks: string[]): Promise<boolean> {
  for (;;) {
    const { rows } = await on.admin.query<{ open: number; lost: number }>(
      `SELECT count(*) FILTER (WHERE status IN ('pending', 'processing'))::int AS open,
         count(*) FILTER (WHERE status IN ('failed', 'expired', 'cancelled'))::int AS lost
       FROM tasks WHERE id = ANY ($1::uuid[])`,
      [tasks],
    )
    const { open = 0, lost = 0 } = rows[0] ?? {}
    if (open === 0) {
      if (lost > 0) console.error(`  ${lost} tasks were not delivered`)
      return lost === 0
    }
    await sleep(200)
  }
}

function print({ total: whole, phases }: TaskTimes): void {
  const line = (name: string, { median, p95 }: Spread) =>
    console.log(
      `  ${name.padEnd(20)} median ${median.toFixed(0).padStart(6)} ms   p95 ${p95.toFixed(0).padStart(6)} ms`,
    )
  line('submit → delivered', whole)
  for (const [name, spread] of Object.entries(phases)) line(`  ${name}`, spread)
}
