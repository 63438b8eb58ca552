import { setTimeout as sleep } from 'node:timers/promises'
import { timeLeft } from '../http/time-left.ts'
import { invalidAnswer } from './image-outcome.ts'
import type { CallOptions, GenerateCall, GenerateOutcome } from './image-upstream.ts'

/** Vendors with several places may not know at once what was begun at another. */
const missingAllowed = 3
/** The longest pause, whatever a vendor asks for. */
const maxPauseMs = 60_000
const maxJobChars = 600

/** What one question about a job came to. */
export type JobAnswer =
  /** At work; or no readable answer, a busy vendor, a refused key: the job may still be made, asking again is free. */
  | { kind: 'running'; retryAfterMs?: number }
  | { kind: 'ended'; outcome: GenerateOutcome }
  /** The vendor says that it knows no such job. */
  | { kind: 'missing' }

/** Asks once; `timeoutMs` is what is left of the whole. */
export type AskAboutJob = (options: CallOptions) => Promise<JobAnswer>

/**
 * Asks about a job until it has ended, the vendor has denied it three times in a row, or the deadline has passed: then it is unknown,
 * for a job that was begun may have been billed.
 * @param everyMs pause between two questions, and before the first
 */
export async function followJob(
  { timeoutMs, signal }: CallOptions,
  everyMs: number,
  ask: AskAboutJob,
): Promise<GenerateOutcome> {
  const left = timeLeft(timeoutMs)
  let missing = 0
  let pauseMs = everyMs
  for (;;) {
    if (!(await slept(Math.min(pauseMs, left()), signal)))
      return { kind: 'unknown', reason: 'connection-lost' }
    if (left() <= 1) return { kind: 'unknown', reason: 'timeout' }
    const answer = await ask({ timeoutMs: left(), ...(signal === undefined ? {} : { signal }) })
    if (answer.kind === 'ended') return answer.outcome
    missing = answer.kind === 'missing' ? missing + 1 : 0
    if (missing === missingAllowed) return invalidAnswer(null, 'job: the vendor does not know it')
    const asked = answer.kind === 'running' ? (answer.retryAfterMs ?? 0) : 0
    pauseMs = Math.min(Math.max(everyMs, asked), maxPauseMs)
  }
}

/**
 * Tells the caller the name of the job that was just begun, before anything is asked about it.
 * @returns false when the caller could not keep it: the call is then given up as unknown
 */
export async function announceJob(
  { onJob }: Pick<GenerateCall, 'onJob'>,
  job: string,
): Promise<boolean> {
  if (job.length > maxJobChars) return false
  try {
    await onJob?.(job)
    return true
  } catch {
    return false
  }
}

async function slept(pauseMs: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await sleep(pauseMs, undefined, signal === undefined ? {} : { signal })
    return true
  } catch {
    return false
  }
}
