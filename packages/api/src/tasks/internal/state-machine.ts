// docs/task-states.md says the same in words; a test compares the two and carries out each row on a database.

export const taskStatuses = [
  'pending',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'expired',
  'refunded',
] as const
export type TaskStatus = (typeof taskStatuses)[number]

export const taskEvents = [
  'claimed',
  'delivered',
  'requeued',
  'given-up',
  'cancelled',
  'expired',
  'refunded',
] as const
export type TaskEvent = (typeof taskEvents)[number]
export type TaskEffect = 'reserve' | 'capture-hold' | 'release-hold' | 'return-price'

export const attemptStates = [
  'claimed',
  'dispatched',
  'succeeded',
  'failed',
  'unknown',
  'abandoned',
] as const
export type AttemptState = (typeof attemptStates)[number]

export const attemptEvents = [
  'dispatched',
  'job-named',
  'handed-over',
  'resumed',
  'delivered',
  'refused',
  'filtered',
  'lost',
  'withdrawn',
  'slot-due',
  'refused-late',
  'filtered-late',
  'delivered-late',
  'found-free',
  'found-billed',
  'given-up',
] as const
export type AttemptEvent = (typeof attemptEvents)[number]
/**
 * `return-all`: slot and upstream credits; `return-slot`: the credits stay spent; `owe-loss`: the call's cost;
 * `bill-…`: what became of an unknown, said once.
 */
export type AttemptEffect =
  | 'return-all'
  | 'return-slot'
  | 'owe-loss'
  | 'forgive-loss'
  | 'bill-free'
  | 'bill-due'

export type Step<State, Effect> = { to: State; effects: readonly Effect[] }
type Table<State extends string, Event extends string, Effect> = Record<
  State,
  Partial<Record<Event, Step<State, Effect>>>
>

// Terminal states absorb, but for the one arc completed → refunded.
const tasks: Table<TaskStatus, TaskEvent, TaskEffect> = {
  pending: {
    claimed: { to: 'processing', effects: ['reserve'] },
    cancelled: { to: 'cancelled', effects: ['release-hold'] },
    expired: { to: 'expired', effects: ['release-hold'] },
  },
  processing: {
    delivered: { to: 'completed', effects: ['capture-hold'] },
    requeued: { to: 'pending', effects: [] },
    'given-up': { to: 'failed', effects: ['release-hold'] },
    // Only while its attempt can still be withdrawn: see isCancellable.
    cancelled: { to: 'cancelled', effects: ['release-hold'] },
    expired: { to: 'expired', effects: ['release-hold'] },
  },
  completed: { refunded: { to: 'refunded', effects: ['return-price'] } },
  failed: {},
  cancelled: {},
  expired: {},
  refunded: {},
}

const attempts: Table<AttemptState, AttemptEvent, AttemptEffect> = {
  claimed: {
    dispatched: { to: 'dispatched', effects: [] },
    // The key would not open, or the worker failed before it sent a byte.
    refused: { to: 'failed', effects: ['return-all'] },
    withdrawn: { to: 'abandoned', effects: ['return-all'] },
  },
  dispatched: {
    'job-named': { to: 'dispatched', effects: [] },
    // Both only with a job: another worker asks for the answer, under a new fence.
    'handed-over': { to: 'dispatched', effects: [] },
    resumed: { to: 'dispatched', effects: [] },
    delivered: { to: 'succeeded', effects: ['return-slot'] },
    refused: { to: 'failed', effects: ['return-all'] },
    filtered: { to: 'failed', effects: ['return-slot', 'owe-loss'] },
    lost: { to: 'unknown', effects: ['owe-loss'] },
    'slot-due': { to: 'dispatched', effects: ['return-slot'] },
  },
  unknown: {
    'slot-due': { to: 'unknown', effects: ['return-slot'] },
    'job-named': { to: 'unknown', effects: [] },
    'refused-late': { to: 'failed', effects: ['return-all', 'forgive-loss', 'bill-free'] },
    'filtered-late': { to: 'unknown', effects: ['bill-due'] },
    'delivered-late': { to: 'unknown', effects: ['bill-due'] },
    'found-free': { to: 'unknown', effects: ['return-all', 'forgive-loss', 'bill-free'] },
    'found-billed': { to: 'unknown', effects: ['bill-due'] },
    'given-up': { to: 'unknown', effects: ['bill-due'] },
  },
  succeeded: {},
  failed: {},
  abandoned: {},
}

/** What an event does to a task; null when the state refuses it. The specification of tasks.status. */
export function nextTask(state: TaskStatus, event: TaskEvent): Step<TaskStatus, TaskEffect> | null {
  return tasks[state][event] ?? null
}

/** What an event does to an attempt; null when the state refuses it. The specification of attempts.state. */
export function nextAttempt(
  state: AttemptState,
  event: AttemptEvent,
): Step<AttemptState, AttemptEffect> | null {
  return attempts[state][event] ?? null
}

/** An owner may cancel until the call goes out; from then on the task runs to its end. */
export function isCancellable(task: TaskStatus, attempt: AttemptState | null): boolean {
  if (nextTask(task, 'cancelled') === null) return false
  return task === 'pending' || (attempt !== null && nextAttempt(attempt, 'withdrawn') !== null)
}

export function isFinished(status: TaskStatus): boolean {
  return nextTask(status, 'expired') === null
}
