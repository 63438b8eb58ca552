import type { ImageView, TaskView } from '@aetherflow/api/tasks/schemas'

/** What a tile shows: the picture, how far it is, or what became of it. */
export type TileState =
  | { kind: 'picture'; image: ImageView; refunded: boolean }
  | { kind: 'deleted' }
  | { kind: 'failed'; code: string }
  | { kind: 'cancelled' }
  | { kind: 'waiting'; words: Words; seconds: number | null; progress: number; moving: boolean }

export type Words =
  | { key: 'sending' }
  | { key: 'ahead'; ahead: number }
  | { key: 'queued' }
  | { key: 'waitsFor'; reason: string }
  | { key: 'assigned' }
  | { key: 'generating' }
  | { key: 'long' }

/** What is known about the model's speed. */
export type Pace = { typicalMs: number | null; open: number }

const MOST_COUNTED = 100
const ASSUMED_MS = 10_000
/** Beyond this share of the usual time an estimate would be a guess. */
const LATE = 1.5

export function tileState(task: TaskView, pace: Pace | undefined, now: number): TileState {
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
      }
    case 'cancelled':
      return { kind: 'cancelled' }
    case 'pending':
    case 'processing':
      return waiting(task, pace, now)
  }
}

function waiting(task: TaskView, pace: Pace | undefined, now: number): TileState {
  const typicalMs = pace?.typicalMs ?? null
  if (task.stage !== 'generating') {
    const words = queueWords(task)
    return {
      kind: 'waiting',
      words,
      seconds: words.key === 'assigned' ? roundSeconds(typicalMs) : queueSeconds(task, pace),
      progress: words.key === 'assigned' ? 0.06 : 0,
      moving: words.key === 'assigned',
    }
  }
  const elapsed = Math.max(0, now - (task.startedAt?.getTime() ?? now))
  const late = typicalMs !== null && elapsed > typicalMs * LATE
  return {
    kind: 'waiting',
    words: { key: late ? 'long' : 'generating' },
    seconds: late || typicalMs === null ? null : roundSeconds(Math.max(1_000, typicalMs - elapsed)),
    progress: progressOf(elapsed / (typicalMs ?? ASSUMED_MS)),
    moving: true,
  }
}

// Everybody at work is what a queue is; any other reason is worth more than a place in it.
const queueReasons: readonly (string | null)[] = [null, 'RESOURCE_BUSY', 'ACCOUNT_BUSY']

function queueWords({ stage, ahead, waitsFor }: TaskView): Words {
  if (stage === 'assigned') return { key: 'assigned' }
  const isQueue = queueReasons.includes(waitsFor) && ahead !== null
  if (waitsFor !== null && !isQueue) return { key: 'waitsFor', reason: waitsFor }
  return ahead === null ? { key: 'queued' } : { key: 'ahead', ahead }
}

/** Only where it can be told: never from a queue too long to count, or one that waits for something else. */
function queueSeconds({ ahead, waitsFor }: TaskView, pace: Pace | undefined): number | null {
  if (pace === undefined || pace.typicalMs === null || pace.open === 0) return null
  if (ahead === null || ahead >= MOST_COUNTED || !queueReasons.includes(waitsFor)) return null
  return roundSeconds(pace.typicalMs * (Math.floor(ahead / pace.open) + 1))
}

/** Seconds that promise no more than they know: single ones below ten, then fives, then half minutes. */
function roundSeconds(ms: number | null): number | null {
  if (ms === null) return null
  const seconds = Math.max(1, Math.ceil(ms / 1_000))
  const step = seconds <= 10 ? 1 : seconds <= 90 ? 5 : 30
  return Math.ceil(seconds / step) * step
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
