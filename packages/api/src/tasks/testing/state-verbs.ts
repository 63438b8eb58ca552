import { createHash } from 'node:crypto'
import type { AttemptEvent, AttemptState } from '../internal/state-machine.ts'
import type { ClaimedCall } from '../worker-schemas.ts'
import { delivered, submitTasks } from './arrange-tasks.ts'
import { failure, lost, type QueueMarket, ref } from './queue-market.ts'

/** What somebody may do to an attempt, with the door it goes through and what it means to each state. */
export type AttemptVerb = {
  door: string
  /** The event of docs/task-states.md that this is to an attempt in that state. */
  event: (state: AttemptState) => AttemptEvent
  /** Brings about what the document says under "only when". */
  ready?: (queue: QueueMarket, call: ClaimedCall) => Promise<unknown>
  act: (queue: QueueMarket, call: ClaimedCall) => Promise<unknown>
}

const jobOf = ({ attemptId }: ClaimedCall) => createHash('sha256').update(attemptId).digest('hex')
const nameJob = (queue: QueueMarket, call: ClaimedCall) =>
  queue.worker.recordJob({ ...ref(call), job: jobOf(call) })
const late =
  (event: AttemptEvent, lateEvent: AttemptEvent) =>
  (state: AttemptState): AttemptEvent =>
    state === 'unknown' ? lateEvent : event

export const attemptVerbs: Record<string, AttemptVerb> = {
  dispatching: {
    door: 'queue.dispatch',
    event: () => 'dispatched',
    act: (queue, call) => queue.worker.dispatching(ref(call)),
  },
  recordJob: { door: 'queue.record_job', event: () => 'job-named', act: nameJob },
  handOver: {
    door: 'queue.hand_over',
    event: () => 'handed-over',
    ready: nameJob,
    act: (queue, call) => queue.worker.handOver({ claims: [ref(call)] }),
  },
  resume: {
    door: 'queue.resume',
    event: () => 'resumed',
    ready: async (queue, call) => {
      await nameJob(queue, call)
      await queue.test.clock.advance(31_000)
    },
    act: (queue) => queue.worker.resume({ limit: 10 }),
  },
  succeed: {
    door: 'ledger.settle_set',
    event: late('delivered', 'delivered-late'),
    act: (queue, call) => queue.worker.succeed({ results: [delivered(call)] }),
  },
  failFree: {
    door: 'queue.fail_set',
    event: late('refused', 'refused-late'),
    act: (queue, call) => queue.worker.fail(failure(call, 'BAD_REQUEST')),
  },
  failBilled: {
    door: 'queue.fail_set',
    // A call that was not sent cannot have been billed, whatever it is said to have failed of.
    event: (state) => (state === 'claimed' ? 'refused' : late('filtered', 'filtered-late')(state)),
    act: (queue, call) => queue.worker.fail(failure(call, 'OUTPUT_FILTERED')),
  },
  lose: {
    door: 'queue.unknown_set',
    event: () => 'lost',
    act: (queue, call) => queue.worker.unknown(lost(call)),
  },
  handBack: {
    door: 'queue.hand_back',
    event: () => 'withdrawn',
    act: (queue, call) => queue.worker.handBack({ claims: [ref(call)] }),
  },
  sweepSlots: {
    door: 'queue.sweep_slots',
    event: () => 'slot-due',
    ready: (queue) => queue.test.clock.advance(66_000),
    act: (queue) => queue.run('SELECT queue.sweep_slots(100)'),
  },
  keepEvidence: {
    door: 'queue.keep_evidence',
    event: late('delivered', 'delivered-late'),
    act: (queue, call) => queue.worker.succeed({ results: [delivered(call)] }),
  },
  findFree: {
    door: 'queue.resolve_unknown',
    event: () => 'found-free',
    act: (queue, { attemptId }) =>
      queue.worker.resolveUnknown({ attemptId, billed: false, billedE4: null }),
  },
  findBilled: {
    door: 'queue.resolve_unknown',
    event: () => 'found-billed',
    act: (queue, { attemptId }) =>
      queue.worker.resolveUnknown({ attemptId, billed: true, billedE4: 29_000n }),
  },
  giveUp: {
    door: 'queue.expire_unknowns',
    event: () => 'given-up',
    ready: (queue) => queue.test.clock.advance(24 * 3_600_000 + 1_000),
    act: (queue) => queue.run('SELECT queue.expire_unknowns(100)'),
  },
}

/** One task and its attempt in that state, alone on the market. */
export async function reachAttempt(queue: QueueMarket, state: AttemptState): Promise<ClaimedCall> {
  await submitTasks(queue.test, queue.user)
  const { worker } = queue
  if (state === 'claimed') return queue.claimOne()
  if (state === 'abandoned') {
    const call = await queue.claimOne()
    await worker.handBack({ claims: [ref(call)] })
    return call
  }
  const call = await queue.dispatchOne()
  if (state === 'succeeded') await worker.succeed({ results: [delivered(call)] })
  if (state === 'failed') await worker.fail(failure(call, 'PROMPT_REFUSED'))
  if (state === 'unknown') await worker.unknown(lost(call))
  return call
}
