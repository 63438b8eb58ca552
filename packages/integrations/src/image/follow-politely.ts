import type { Secret } from '@aetherflow/crypto/secret'
import type { HttpOutcome } from '../http/http-outcome.ts'
import { type AskAboutJob, followJob, type JobAnswer } from './follow-job.ts'
import type { CallOptions, GenerateOutcome } from './image-upstream.ts'
import { type Answer, type Dialect, readFailure } from './read-failure.ts'

/**
 * Pauses between two questions about a job: the first, and the longest that they grow to. A question that hangs, its download
 * included, ends after `questionMs`, so that it does not take the time of all the others.
 */
export type Pace = { firstMs: number; longestMs: number; questionMs: number }

const growth = 1.4
/** Vendors ask for a second or so; a simulator on this machine is not to be waited for. */
const livePace: Pace = { firstMs: 1000, longestMs: 10_000, questionMs: 60_000 }
const simulatedPace: Pace = { firstMs: 40, longestMs: 500, questionMs: 20_000 }

/** @param baseUrl the simulator's address, undefined for the vendor's */
export function paceOf(baseUrl: string | undefined): Pace {
  return baseUrl === undefined ? livePace : simulatedPace
}

/**
 * Pauses after the first, each longer than the one before by two fifths, so that long jobs are asked about less and less.
 * @returns the next pause, given how long the vendor asks to wait
 */
export function pausesOf({
  firstMs,
  longestMs,
}: Pick<Pace, 'firstMs' | 'longestMs'>): (askedMs?: number) => number {
  let pauseMs = firstMs
  return (askedMs = 0) => {
    pauseMs = Math.min(pauseMs * growth, longestMs)
    return Math.max(pauseMs, askedMs)
  }
}

/** As `followJob`, with pauses that grow, and a bound on each question. */
export function followPolitely(
  options: CallOptions,
  pace: Pace,
  ask: AskAboutJob,
): Promise<GenerateOutcome> {
  const next = pausesOf(pace)
  return followJob(options, pace.firstMs, async (bounds) => {
    const timeoutMs = Math.min(bounds.timeoutMs, pace.questionMs)
    const answer = await ask({ ...bounds, timeoutMs })
    return answer.kind === 'running'
      ? { kind: 'running', retryAfterMs: next(answer.retryAfterMs) }
      : answer
  })
}

/**
 * What a question about a job came to, as far as the status says: a vendor that cannot be reached, is busy, or does not take the key any more has
 * the job all the same.
 */
export function readPoll(
  outcome: HttpOutcome,
  key: Secret,
  dialect: Dialect,
): { asked: JobAnswer } | { answer: Answer } {
  const isRead = outcome.kind === 'answer' || outcome.kind === 'broken-answer'
  if (isRead && outcome.status === 404) return { asked: { kind: 'missing' } }
  const failure = readFailure(outcome, key, dialect, Date.now())
  if (failure === null && outcome.kind === 'answer') return { answer: outcome }
  const retryAfterMs = failure?.kind === 'refused' ? (failure.retryAfterMs ?? 0) : 0
  return { asked: { kind: 'running', retryAfterMs } }
}
