import type { ImageView, TaskView } from '@aetherflow/api/tasks/schemas'

/** What a tile shows: the picture, how far it is, or what became of it and of what was held. */
export type TileState =
  | { kind: 'picture'; image: ImageView; refunded: boolean }
  | { kind: 'deleted' }
  | { kind: 'failed'; code: string; released: bigint }
  | { kind: 'cancelled'; released: bigint }
  | { kind: 'waiting'; words: Words; wait: Wait | null; progress: number; moving: boolean }

export type Words =
  | { key: 'sending' }
  | { key: 'ahead'; ahead: number }
  | { key: 'queued' }
  | { key: 'waitsFor'; reason: string }
  | { key: 'seeking' }
  | { key: 'assigned' }
  | { key: 'assignedElsewhere' }
  | { key: 'generating' }
  | { key: 'generatingElsewhere' }
  | { key: 'long' }

/** Seconds from now, as exact as an estimate may be; both alike when nothing lies between. */
export type Wait = { from: number; to: number }

/** What is known about the model's speed. */
export type Pace = { typicalMs: number | null }

const ASSUMED_MS = 10_000

export function tileState(task: TaskView, pace: Pace | undefined, now: number): TileState {
  const released = task.released ?? 0n
  switch (task.status) {
    case 'completed':
    case 'refunded':
      return task.image === null
        ? { kind: 'deleted' }
        : { kind: 'picture', image: task.image, refunded: task.status === 'refunded' }
    case 'failed':
    case 'expired':
      return {
        kind: 'failed',
        code: task.errorCode ?? (task.status === 'expired' ? 'DEADLINE_PASSED' : 'UPSTREAM_ERROR'),
        released,
      }
    case 'cancelled':
      return { kind: 'cancelled', released }
    case 'pending':
    case 'processing':
      return task.stage === 'generating' ? generating(task, pace, now) : queued(task, now)
  }
}

function queued(task: TaskView, now: number): TileState {
  const words = queueWords(task)
  const moving = task.stage === 'assigned'
  return { kind: 'waiting', words, wait: waitOf(task, now), progress: moving ? 0.06 : 0, moving }
}

function generating(task: TaskView, pace: Pace | undefined, now: number): TileState {
  const { eta, startedAt, attempts } = task
  const since = startedAt?.getTime() ?? now
  const expectedMs =
    eta === null
      ? (pace?.typicalMs ?? ASSUMED_MS)
      : (eta.from.getTime() + eta.to.getTime()) / 2 - since
  const isLate = eta !== null && now > eta.to.getTime()
  const key = isLate ? 'long' : attempts > 1 ? 'generatingElsewhere' : 'generating'
  return {
    kind: 'waiting',
    words: { key },
    wait: waitOf(task, now),
    progress: progressOf(Math.max(0, now - since) / Math.max(1_000, expectedMs)),
    moving: true,
  }
}

// Everybody at work is what a queue is; any other reason is worth more than a place in it.
const queueReasons: readonly (string | null)[] = [null, 'RESOURCE_BUSY', 'ACCOUNT_BUSY']

function queueWords({ stage, ahead, waitsFor, attempts }: TaskView): Words {
  if (stage === 'assigned') return { key: attempts > 1 ? 'assignedElsewhere' : 'assigned' }
  const isQueue = queueReasons.includes(waitsFor) && ahead !== null
  if (waitsFor !== null && !isQueue) return { key: 'waitsFor', reason: waitsFor }
  if (attempts > 0) return { key: 'seeking' }
  return ahead === null ? { key: 'queued' } : { key: 'ahead', ahead }
}

/** What the server expects, seen from now; nothing once it should have been there. */
function waitOf({ eta }: TaskView, now: number): Wait | null {
  if (eta === null || now > eta.to.getTime()) return null
  const from = Math.floor(Math.max(1_000, eta.from.getTime() - now) / 1_000)
  const to = Math.max(from, Math.ceil((eta.to.getTime() - now) / 1_000))
  return { from: rounded(from, Math.floor), to: rounded(to, Math.ceil) }
}

/** Promises no more than is known: single seconds up to ten, then fives, then half minutes. */
function rounded(seconds: number, round: (value: number) => number): number {
  const step = seconds <= 10 ? 1 : seconds <= 90 ? 5 : 30
  return Math.max(1, round(seconds / step) * step)
}

/** Never full before it is there, and never standing still. */
function progressOf(share: number): number {
  if (share <= 1) return 0.06 + 0.84 * share
  return 0.9 + 0.08 * (1 - Math.exp(1 - share))
}

/** The share of a run's tiles that is decided, in percent. */
export function doneOf(tasks: readonly Pick<TaskView, 'status'>[]): {
  done: number
  percent: number
} {
  const done = tasks.filter(({ status }) => status !== 'pending' && status !== 'processing').length
  return { done, percent: tasks.length === 0 ? 100 : Math.floor((done / tasks.length) * 100) }
}

const milestones = [100, 75, 50, 25] as const

/** The mark that was passed between two looks, for screen readers; the others would only interrupt. */
export function milestoneBetween(before: number, after: number): number | null {
  return milestones.find((mark) => before < mark && after >= mark) ?? null
}
