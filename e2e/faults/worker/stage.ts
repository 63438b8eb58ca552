import { setTimeout as sleep } from 'node:timers/promises'
import { expectSound } from '../../processes/expect-sound.ts'
import { allEnded } from '../../processes/look.ts'
import { openWorld, type World, type WorldOptions } from '../../processes/open-world.ts'
import { addConsumer, addSupply, submitTasks, type Supply } from '../../processes/people.ts'
import { until } from '../../processes/until.ts'

/** Leases (30 s) and the deadlines of calls are past, the tasks' own (15 min) are not. */
export const pastLeasesMs = 31_000
export const pastCallsMs = 130_000
export const pastDeadlinesMs = 16 * 60_000

export type Stage = { world: World; supplies: Supply[] }

/** A world with three resources each of an upstream that answers at once and of one that names jobs. */
export async function openStage(options: WorldOptions = {}): Promise<Stage> {
  const world = await openWorld(options)
  const worker = await world.startWorker()
  const supplies: Supply[] = []
  for (const upstream of ['stability', 'bfl', 'stability', 'bfl', 'stability', 'bfl'])
    supplies.push(await addSupply(world, undefined, upstream))
  worker.signal('SIGTERM')
  await worker.ended
  return { world, supplies }
}

type Death = { at: string; models: readonly string[]; movedMs: number; count?: number }

/** So many tasks, a worker that dies at a point, the clock moved, and another that ends what is left. */
export async function dieAt({ world }: Stage, { at, models, movedMs, count = 6 }: Death) {
  const consumer = await addConsumer(world)
  const doomed = await world.startWorker({ CRASH_AT: at, WORKER_CONCURRENCY: '4' })
  const tasks = await submitTasks(world, consumer, count, { models })
  const ending = await doomed.ended
  if (ending !== 'SIGKILL')
    throw new Error(`it did not die at ${at} but ended as ${String(ending)}`)
  await world.advance(movedMs)
  const next = await world.startWorker()
  // What was sent and had no name is unknown until its call's deadline has passed.
  await until('every task to end', async () => {
    if (await allEnded(world, tasks)) return true
    // Ten times as fast as time: faster, and a slow machine sees tasks expire that only had to wait.
    await sleep(500)
    await world.advance(5_000)
    return false
  })
  await world.advance(pastCallsMs)
  const sound = await expectSound(world, consumer, tasks)
  next.signal('SIGTERM')
  const ended = await next.ended
  if (ended !== 0) throw new Error(`the next worker ended as ${String(ended)}`)
  return { consumer, tasks, ...sound }
}

export async function resumesOf({ admin }: World, tasks: readonly string[]): Promise<number> {
  const { rows } = await admin.query<{ resumes: number }>(
    'SELECT coalesce(sum(resumes), 0)::integer AS resumes FROM attempts WHERE task_id = ANY ($1::uuid[])',
    [tasks],
  )
  return rows[0]?.resumes ?? 0
}
