import type {
  GenerateOutcome,
  ImageUpstream,
  ResumeCall,
} from '@aetherflow/integrations/image/image-upstream'
import { setTimeout as sleep } from 'node:timers/promises'

export type JobVendor = {
  upstreams: ReadonlyMap<string, ImageUpstream>
  /** Jobs begun, and how often each was asked about by a resume. */
  begun: string[]
  asked: string[]
  /** From now on jobs are done. */
  finish(): void
  /** What a resume answers instead of the picture. */
  answer(outcome: GenerateOutcome): void
}

/** The real upstream as one that names its jobs: the picture is made when the job is begun, and given out when it is done. */
export function jobVendor(real: ImageUpstream): JobVendor {
  const jobs = new Map<string, Promise<GenerateOutcome>>()
  const begun: string[] = []
  const asked: string[] = []
  let done = false
  let instead: GenerateOutcome | null = null
  const follow = async (job: string, signal: AbortSignal | undefined): Promise<GenerateOutcome> => {
    while (!done && instead === null) {
      if (signal?.aborted === true) return { kind: 'unknown', reason: 'connection-lost' }
      await sleep(5)
    }
    return instead ?? jobs.get(job) ?? { kind: 'unknown', reason: 'unreadable-answer' }
  }
  const upstream: ImageUpstream = {
    ...real,
    async generate({ onJob, signal, ...call }) {
      const job = `job-${call.attemptId}`
      begun.push(job)
      jobs.set(job, real.generate(call))
      try {
        await onJob?.(job)
      } catch {
        return { kind: 'unknown', reason: 'connection-lost' }
      }
      return follow(job, signal)
    },
    async resume({ job, signal }: ResumeCall) {
      asked.push(job)
      return follow(job, signal)
    },
  }
  return {
    upstreams: new Map([[real.id, upstream]]),
    begun,
    asked,
    finish: () => void (done = true),
    answer: (outcome) => void (instead = outcome),
  }
}
