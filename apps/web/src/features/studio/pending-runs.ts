import type { SubmitRun } from '@aetherflow/api/tasks/schemas'
import superjson from 'superjson'

/** A run that was sent and not answered yet. It is sent again under the same id, so it cannot be made twice. */
export type PendingRun = { submittedAt: number; input: SubmitRun }

/** After a break as long as this nobody expects it to run by itself any more. */
const FRESH_MS = 10 * 60_000
/** What another tab has begun is left to it for a while. */
const OTHERS_MS = 5_000
const MAX_KEPT = 20

export function parsePending(text: string | null): PendingRun[] {
  if (text === null) return []
  try {
    const stored: unknown = superjson.parse(text)
    return Array.isArray(stored) ? stored.filter(isPendingRun).slice(0, MAX_KEPT) : []
  } catch {
    return []
  }
}

export const formatPending = (runs: readonly PendingRun[]): string =>
  superjson.stringify(runs.slice(0, MAX_KEPT))

/** Whether it may be sent by itself now: what this tab made at once, what it found only while it is fresh. */
export function isDue(run: PendingRun, isOwn: boolean, now: number): boolean {
  const age = now - run.submittedAt
  return isOwn || (age >= OTHERS_MS && age < FRESH_MS)
}

/** Left over from long ago: the person decides. */
export const isStale = (run: PendingRun, isOwn: boolean, now: number): boolean =>
  !isOwn && now - run.submittedAt >= FRESH_MS

/** Nobody knows whether the server took it: only then it is worth sending again. */
export const isUncertain = (code: string): boolean =>
  code === 'OFFLINE' ||
  code === 'INTERNAL' ||
  code === 'UNAVAILABLE' ||
  code === 'TOO_MANY_REQUESTS'

/** 1, 2, 4, 8, … up to 30 seconds. */
export const retryDelayMs = (failures: number): number =>
  Math.min(30_000, 1_000 * 2 ** Math.max(0, failures - 1))

function isPendingRun(value: unknown): value is PendingRun {
  if (typeof value !== 'object' || value === null) return false
  const { submittedAt, input } = value as Partial<PendingRun>
  return (
    typeof submittedAt === 'number' &&
    typeof input === 'object' &&
    typeof input.clientId === 'string' &&
    typeof input.prompt === 'string' &&
    typeof input.params === 'object' &&
    Array.isArray(input.tasks)
  )
}
