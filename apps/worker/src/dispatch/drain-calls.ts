import type { ClaimedCall, JobCall } from '@aetherflow/api/tasks/worker-schemas'
import type { Logger } from 'pino'
import type { WorkerCaller } from '../worker-caller.ts'
import { claimOf, type Underway } from './underway.ts'

export type Drainer = {
  /** Gives back what was not dispatched. */
  handBack(undispatched: readonly ClaimedCall[]): Promise<void>
  /** Lets go of jobs that were only just taken over. */
  letGo(resumed: readonly JobCall[]): Promise<void>
  /** Lets go of jobs under way, and stops asking about them. */
  handOver(jobs: readonly Underway[]): Promise<void>
  /** Returns what others can go on with and waits for the rest, but not for ever. */
  drain(taking: Promise<unknown>, withinMs: number): Promise<void>
}

/** What a stopping worker does with its calls. A door that does not answer costs time only: leases run out. */
export function drainCalls(
  tasks: WorkerCaller['tasks'],
  calls: ReadonlyMap<string, Underway>,
  log: Logger,
): Drainer {
  const logged = (work: Promise<unknown>, claims: number) =>
    work.catch((error: unknown) => {
      log.error({ err: error, claims }, 'not handed back; their leases run out')
      return { handed: [] }
    })
  const letGo: Drainer['letGo'] = async (resumed) => {
    if (resumed.length > 0)
      await logged(tasks.handOver({ claims: resumed.map(claimOf) }), resumed.length)
  }
  const handBack: Drainer['handBack'] = async (undispatched) => {
    if (undispatched.length > 0)
      await logged(tasks.handBack({ claims: undispatched.map(claimOf) }), undispatched.length)
  }
  const handOver: Drainer['handOver'] = async (jobs) => {
    if (jobs.length === 0) return
    const answer = await tasks
      .handOver({ claims: jobs.map(({ call }) => claimOf(call)) })
      .catch((error: unknown) => {
        log.error({ err: error, jobs: jobs.length }, 'jobs not handed over; they run to their end')
        return { handed: [] }
      })
    const handed = new Set(answer.handed)
    for (const job of jobs) {
      if (!handed.has(job.call.attemptId)) continue
      job.handed = true
      job.abort.abort()
    }
  }
  return {
    handBack,
    letGo,
    handOver,
    async drain(taking, withinMs) {
      const underway = [...calls.values()]
      const idle = underway.filter(({ stage }) => stage === 'claimed').map(({ call }) => call)
      const jobs = underway.filter(({ stage }) => stage === 'job')
      const work = [taking, handBack(idle), handOver(jobs), ...underway.map(({ done }) => done)]
      const timeout = new Promise((resolve) => setTimeout(resolve, withinMs).unref())
      await Promise.race([Promise.all(work), timeout])
    },
  }
}
