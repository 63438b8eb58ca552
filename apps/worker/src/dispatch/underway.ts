import type { ClaimedCall, JobCall } from '@aetherflow/api/tasks/worker-schemas'

/** A call of this process, from its claim until its result is in the database. */
export type Underway = {
  call: ClaimedCall
  done: Promise<void>
  /** claimed: nothing was sent. dispatched: only this process can hear the answer. job: others can ask for it. */
  stage: 'claimed' | 'dispatched' | 'job'
  abort: AbortController
  /** Another worker goes on: what this one still hears is not reported. */
  handed: boolean
}

/** How a call begins: a resumed one has its job already. */
export function jobOf(call: ClaimedCall | JobCall): Pick<Underway, 'stage' | 'abort'> {
  return { stage: 'job' in call ? 'job' : 'claimed', abort: new AbortController() }
}

export function claimOf({ attemptId, fence }: Pick<ClaimedCall, 'attemptId' | 'fence'>) {
  return { attemptId, fence }
}
