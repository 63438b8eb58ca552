import { describe, expect, it } from 'vitest'
import { announceJob, followJob, type JobAnswer } from './follow-job.ts'
import type { GenerateOutcome } from './image-upstream.ts'

const done: GenerateOutcome = { kind: 'refused', code: 'OUTPUT_FILTERED', upstreamRequestId: null }
const running: JobAnswer = { kind: 'running' }
const missing: JobAnswer = { kind: 'missing' }

/** Answers in turn, the last one for ever. */
function asking(...answers: JobAnswer[]) {
  const asked: number[] = []
  const ask = async ({ timeoutMs }: { timeoutMs: number }) => {
    asked.push(timeoutMs)
    return answers[Math.min(asked.length, answers.length) - 1] ?? running
  }
  return { ask, asked }
}

describe('a job', () => {
  it('is asked about until it has ended', async () => {
    const { ask, asked } = asking(running, missing, running, { kind: 'ended', outcome: done })
    expect(await followJob({ timeoutMs: 10_000 }, 1, ask)).toEqual(done)
    expect(asked).toHaveLength(4)
    expect(asked.every((ms) => ms > 0 && ms <= 10_000)).toBe(true)
  })

  it('is not believed lost before it was denied three times in a row', async () => {
    const { ask, asked } = asking(missing, missing, running, missing)
    expect(await followJob({ timeoutMs: 10_000 }, 1, ask)).toMatchObject({ code: 'INVALID_ANSWER' })
    expect(asked).toHaveLength(6)
  })

  it('is unknown at the deadline, for it may have been billed', async () => {
    const { ask } = asking(running)
    expect(await followJob({ timeoutMs: 60 }, 5, ask)).toEqual({
      kind: 'unknown',
      reason: 'timeout',
    })
  })

  it('is left alone for as long as the vendor asks', async () => {
    const { ask, asked } = asking({ kind: 'running', retryAfterMs: 5000 })
    await followJob({ timeoutMs: 100 }, 1, ask)
    expect(asked).toHaveLength(1)
  })

  it('is given up when the caller gives up', async () => {
    const giveUp = new AbortController()
    const { ask } = asking(running)
    const outcome = followJob({ timeoutMs: 10_000, signal: giveUp.signal }, 5, ask)
    giveUp.abort()
    expect(await outcome).toEqual({ kind: 'unknown', reason: 'connection-lost' })
  })
})

describe('the name of a job', () => {
  it('is told, and a failure to keep it is no error', async () => {
    const told: string[] = []
    expect(await announceJob({ onJob: async (job) => void told.push(job) }, 'job-1')).toBe(true)
    expect(told).toEqual(['job-1'])
    expect(await announceJob({}, 'job-1')).toBe(true)
    expect(await announceJob({ onJob: () => Promise.reject(new Error('lost')) }, 'job')).toBe(false)
  })

  it('is not told when it is too long to be kept', async () => {
    const told: string[] = []
    const onJob = async (job: string) => void told.push(job)
    expect(await announceJob({ onJob }, 'x'.repeat(601))).toBe(false)
    expect(told).toEqual([])
  })
})
