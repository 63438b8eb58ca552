import type fc from 'fast-check'
import * as doors from './doors.ts'
import type { Schedule } from './schedule.ts'
import type { Heard, Vendor } from './vendor.ts'
import { resourceOf, second, type World } from './world.ts'

export type Scene = {
  world: World
  vendor: Vendor
  schedule: Schedule
  scheduler: fc.Scheduler
  /** Checked after every turn. */
  check(): void
}

/** Thrown where a process dies: it does nothing more, and what it had committed stays. */
class Death extends Error {}

type Process = { name: string; turn(what: string): Promise<void>; held: Set<doors.Claim> }

/** One worker process: claims, resumes, carries calls, keeps leases alive, and dies or stops in order. */
export async function runWorker(scene: Scene, index: number): Promise<void> {
  const plan = scene.schedule.workers[index]
  if (plan === undefined) return
  const process = processOf(scene, `worker-${index}`, plan.diesAt)
  const { world } = scene
  const calls: Promise<void>[] = []
  try {
    for (let round = 0; round < plan.rounds; round++) {
      await process.turn('round')
      for (const held of doors.resume(world, process.name, 2)) calls.push(ask(scene, process, held))
      for (const held of doors.claim(world, process.name, 2))
        calls.push(carry(scene, process, held, plan.repeats))
      await process.turn('heartbeat')
      for (const held of process.held) doors.heartbeat(world, process.name, held)
    }
    if (plan.drains) {
      await process.turn('drain')
      for (const held of process.held)
        if (doors.letGo(world, process.name, held)) process.held.delete(held)
    }
  } catch (error) {
    if (!(error instanceof Death)) throw error
  }
  await Promise.all(calls)
}

function processOf({ scheduler, check }: Scene, name: string, diesAt: number): Process {
  let turns = 0
  return {
    name,
    held: new Set(),
    async turn(what) {
      await scheduler.schedule(Promise.resolve(), `${name} ${what}`)
      check()
      turns += 1
      if (diesAt > 0 && turns >= diesAt) throw new Death()
    },
  }
}

type Held = doors.Claim

/** One attempt from the claim to the report, a turn before each thing that others can see. */
async function carry(scene: Scene, process: Process, held: Held, repeats: boolean): Promise<void> {
  const { world, vendor, schedule } = scene
  const { attempt } = held
  const { name } = process
  process.held.add(held)
  await upToDeath(async () => {
    await process.turn('dispatch')
    if (!doors.dispatch(world, name, held)) return
    await process.turn('call')
    const fate = schedule.fates[attempt.id % schedule.fates.length] ?? 'image'
    const job = vendor.begin(attempt, fate)
    if (resourceOf(world, attempt).jobs) {
      await process.turn('job')
      if (!doors.recordJob(world, name, held, job)) return doors.lose(world, name, held)
      // What others went on with is theirs.
      if (!process.held.has(held)) return
    }
    await process.turn('answer')
    if (!process.held.has(held) && attempt.job !== null) return
    await report(scene, process, held, vendor.hear(attempt))
    if (repeats) await report(scene, process, held, vendor.hear(attempt))
  })
  process.held.delete(held)
}

/** A job that another began: asked about, and reported. */
async function ask(scene: Scene, process: Process, held: Held): Promise<void> {
  process.held.add(held)
  await upToDeath(async () => {
    await process.turn('ask')
    if (!process.held.has(held)) return
    await report(scene, process, held, scene.vendor.ask(held.attempt.job ?? ''))
  })
  process.held.delete(held)
}

async function report(scene: Scene, process: Process, held: Held, heard: Heard): Promise<void> {
  const { world } = scene
  await process.turn('report')
  if (heard === 'image') doors.succeed(world, process.name, held)
  else if (heard === 'nothing') doors.lose(world, process.name, held)
  else doors.fail(world, process.name, held, heard === 'filtered')
}

async function upToDeath(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Death)) throw error
  }
}

/** Time passes between any two turns of the others. */
export async function runClock({ world, schedule, scheduler }: Scene): Promise<void> {
  for (const seconds of schedule.jumps) {
    await scheduler.schedule(Promise.resolve(), `clock +${seconds} s`)
    world.now += seconds * second
  }
}

/** What time alone decides, by whoever is alive. */
export async function runSweeps(scene: Scene): Promise<void> {
  for (let round = 0; round < scene.schedule.sweeps; round++) {
    await scene.scheduler.schedule(Promise.resolve(), 'sweep')
    sweepOnce(scene)
    scene.check()
  }
}

export function sweepOnce({ world, vendor }: Scene): void {
  doors.sweep(world)
  doors.sweepSlots(world)
  doors.payLoss(world)
  for (const attempt of world.attempts) {
    if (attempt.state !== 'unknown' || attempt.job === null) continue
    const told = vendor.ask(attempt.job)
    if (told !== 'nothing')
      doors.resolve(world, attempt, told === 'refused' ? 'found-free' : 'found-billed')
  }
  doors.expireUnknowns(world)
}
