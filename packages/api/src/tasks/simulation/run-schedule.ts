import type fc from 'fast-check'
import { runClock, runSweeps, runWorker, type Scene, sweepOnce } from './actors.ts'
import { checkAlways, checkAtRest } from './laws.ts'
import type { Schedule } from './schedule.ts'
import { createVendor } from './vendor.ts'
import { dayMs, dayOf, graceMs, second, taskMs, type World } from './world.ts'

function worldOf({ tasks, resources, startsAt }: Schedule): World {
  const now = startsAt * second
  return {
    now,
    turns: 0,
    attempts: [],
    seen: new Map(),
    resources: resources.map((resource, id) => ({
      ...resource,
      id,
      inFlight: 0,
      day: dayOf(now),
      dayUsed: 0,
    })),
    tasks: Array.from({ length: tasks }, (_, id) => ({
      id,
      status: 'pending',
      fence: 0,
      leaseUntil: 0,
      worker: '',
      attempt: null,
      unknowns: 0,
      excluded: [],
      deadlineAt: now + taskMs,
      captured: 0,
      released: 0,
    })),
  }
}

/**
 * One run in virtual time: workers, sweeps and the clock in the order that the scheduler chooses, then time until all has
 * come to rest. Throws what law was broken; answers what happened how often.
 */
export async function runSchedule(
  schedule: Schedule,
  scheduler: fc.Scheduler,
): Promise<ReadonlyMap<string, number>> {
  const world = worldOf(schedule)
  const vendor = createVendor()
  const scene: Scene = { world, vendor, schedule, scheduler, check: () => checkAlways(world) }
  const workers = schedule.workers.map((_, index) => runWorker(scene, index))
  await scheduler.waitFor(Promise.all([...workers, runClock(scene), runSweeps(scene)]))
  // Nobody works any more: what is left ends by time alone, and in time.
  const deadline = Math.max(...world.tasks.map(({ deadlineAt }) => deadlineAt))
  passTo(scene, deadline)
  passTo(scene, deadline + graceMs)
  checkEnded(world)
  passTo(scene, world.now + dayMs)
  checkAtRest(world, vendor)
  return world.seen
}

function passTo(scene: Scene, moment: number): void {
  const { world } = scene
  world.now = Math.max(world.now, moment)
  // The second round pays what the first found out.
  sweepOnce(scene)
  sweepOnce(scene)
  checkAlways(world)
}

function checkEnded({ tasks }: World): void {
  const open = tasks.filter(({ status }) => status === 'pending' || status === 'processing')
  if (open.length > 0) throw new Error(`every task ends in time: ${JSON.stringify(open)}`)
}
