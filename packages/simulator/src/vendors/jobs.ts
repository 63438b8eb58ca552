import { randomUUID } from 'node:crypto'
import type { Account } from '../stability/accounts.ts'
import type { Order } from './vendor.ts'

/** How a job ends; decided when it begins, shown when its time has come. */
export type Fate = 'done' | 'failed' | 'filtered' | 'moderated'
export type JobState = 'queued' | 'running' | Fate

export type Job = {
  id: string
  /** Of the call that began it. */
  requestId: string
  key: string
  account: Account
  order: Order
  seed: number
  credits: number
  fate: Fate
  /** Milliseconds since the epoch. */
  beganAt: number
  runsAt: number
  endsAt: number
}

export type Jobs = {
  begin(job: Omit<Job, 'id' | 'beganAt' | 'runsAt' | 'endsAt'>, lastsMs: number, id?: string): Job
  /** Only the account that began a job sees it. */
  find(id: string, account: Account): Job | null
  stateOf(job: Job): JobState
  underway(account: Account): number
  clear(): void
}

const KEPT = 5000

/** Jobs in memory, the latest five thousand; a fifth of their time they wait in the queue. */
export function createJobs(now: () => number): Jobs {
  const jobs = new Map<string, Job>()
  const stateOf = ({ runsAt, endsAt, fate }: Job): JobState => {
    const at = now()
    return at < runsAt ? 'queued' : at < endsAt ? 'running' : fate
  }
  return {
    begin(job, lastsMs, id = randomUUID()) {
      const beganAt = now()
      const begun = {
        ...job,
        id,
        beganAt,
        runsAt: beganAt + lastsMs / 5,
        endsAt: beganAt + lastsMs,
      }
      jobs.set(id, begun)
      const [oldest] = jobs.keys()
      if (jobs.size > KEPT && oldest !== undefined) jobs.delete(oldest)
      return begun
    },
    find(id, account) {
      const job = jobs.get(id)
      return job?.account.id === account.id ? job : null
    },
    stateOf,
    underway: (account) =>
      [...jobs.values()].filter(
        (job) => job.account.id === account.id && ['queued', 'running'].includes(stateOf(job)),
      ).length,
    clear: () => jobs.clear(),
  }
}
