import {
  type AttemptEvent,
  type AttemptState,
  isFinished,
  nextAttempt,
  nextTask,
  type TaskEvent,
  type TaskStatus,
} from '../internal/state-machine.ts'

// The queue as plain data under one clock: what the SQL doors do, by the same state machine. Times are milliseconds.

export const second = 1_000
export const leaseMs = 30 * second
const callMs = 65 * second
export const taskMs = 15 * 60 * second
/** A call under way may end so long after its task's deadline. */
export const graceMs = 2 * 60 * second
export const dayMs = 24 * 3_600 * second
export const costE4 = 3

export type SimTask = {
  id: number
  status: TaskStatus
  fence: number
  leaseUntil: number
  worker: string
  attempt: number | null
  unknowns: number
  excluded: number[]
  deadlineAt: number
  captured: number
  released: number
}

export type SimAttempt = {
  id: number
  task: number
  resource: number
  worker: string
  fence: number
  state: AttemptState
  slotHeld: boolean
  creditsHeld: boolean
  day: number
  dispatchedAt: number | null
  /** In the order of all dispatches. */
  turn: number
  callDeadlineAt: number
  finishedAt: number
  job: string | null
  resumes: number
  lossDue: boolean
  lossPaid: number
  /** It was paid while its job could still have told. */
  paidEarly: boolean
  bill: 'free' | 'billed' | null
}

export type SimResource = {
  id: number
  concurrency: number
  inFlight: number
  day: number
  dayUsed: number
  dayLimit: number
  /** The vendor names its jobs. */
  jobs: boolean
}

export type World = {
  now: number
  turns: number
  tasks: SimTask[]
  attempts: SimAttempt[]
  resources: SimResource[]
  /** What happened how often: a simulation that never comes to a place proves nothing about it. */
  seen: Map<string, number>
}

export const dayOf = (now: number) => Math.floor(now / dayMs)

export function note(world: World, what: string): void {
  world.seen.set(what, (world.seen.get(what) ?? 0) + 1)
}

export function taskOf(world: World, { task }: SimAttempt): SimTask {
  return at(world.tasks, task)
}

export function resourceOf(world: World, { resource }: SimAttempt): SimResource {
  return at(world.resources, resource)
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error(`nothing at ${index}`)
  return item
}

/** Moves an attempt as docs/task-states.md says, with what that does to slot, credits and loss; false when refused. */
export function moveAttempt(world: World, attempt: SimAttempt, event: AttemptEvent): boolean {
  const step = nextAttempt(attempt.state, event)
  if (step === null) return false
  note(world, event)
  if (attempt.state !== step.to) attempt.finishedAt = world.now
  attempt.state = step.to
  for (const effect of step.effects) {
    if (effect === 'return-all' || effect === 'return-slot') giveSlot(world, attempt)
    if (effect === 'return-all') giveCredits(world, attempt)
    if (effect === 'owe-loss') attempt.lossDue = true
    if (effect === 'forgive-loss') attempt.lossDue = false
    if (effect === 'bill-free') attempt.bill = 'free'
    if (effect === 'bill-due') attempt.bill = 'billed'
  }
  return true
}

/** Moves a task, and its hold; false when refused. */
export function moveTask(world: World, task: SimTask, event: TaskEvent): boolean {
  const step = nextTask(task.status, event)
  if (step === null) return false
  task.status = step.to
  if (step.effects.includes('capture-hold')) task.captured += 1
  if (step.effects.includes('release-hold')) task.released += 1
  if (step.to === 'pending' || isFinished(step.to)) task.leaseUntil = 0
  return true
}

function giveSlot(world: World, attempt: SimAttempt): void {
  if (!attempt.slotHeld) return
  attempt.slotHeld = false
  resourceOf(world, attempt).inFlight -= 1
}

function giveCredits(world: World, attempt: SimAttempt): void {
  if (!attempt.creditsHeld) return
  attempt.creditsHeld = false
  const resource = resourceOf(world, attempt)
  if (resource.day === attempt.day) resource.dayUsed -= costE4
}

export const callDeadline = (world: World) => world.now + callMs
