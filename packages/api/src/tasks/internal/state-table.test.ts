import { describe, expect, it } from 'vitest'
import { cancelTask } from '../cancel-task.ts'
import { userCtx } from '../../testing/contexts.ts'
import { addResource, delivered, submitTasks } from '../testing/arrange-tasks.ts'
import { failure, lost, queueMarket, ref } from '../testing/queue-market.ts'
import type { ClaimedCall } from '../worker-schemas.ts'
import {
  type AttemptEvent,
  type AttemptState,
  attemptStates,
  isCancellable,
  nextAttempt,
  type TaskStatus,
} from './state-machine.ts'

const queue = queueMarket()

/** How an attempt gets into each state. */
const reach: Record<AttemptState, () => Promise<ClaimedCall>> = {
  claimed: () => queue.claimOne(),
  dispatched: () => queue.dispatchOne(),
  succeeded: async () => {
    const call = await queue.dispatchOne()
    await queue.worker.succeed({ results: [delivered(call)] })
    return call
  },
  failed: async () => {
    const call = await queue.dispatchOne()
    await queue.worker.fail(failure(call, 'PROMPT_REFUSED'))
    return call
  },
  unknown: async () => {
    const call = await queue.dispatchOne()
    await queue.worker.unknown(lost(call))
    return call
  },
  abandoned: async () => {
    const call = await queue.claimOne()
    await queue.worker.handBack({ claims: [ref(call)] })
    return call
  },
}

/** The verbs that bring each event; the pure table says what must come of it. */
const verbs: [
  string,
  (state: AttemptState) => AttemptEvent,
  (call: ClaimedCall) => Promise<unknown>,
][] = [
  ['dispatching', () => 'dispatched', (call) => queue.worker.dispatching(ref(call))],
  ['succeed', () => 'delivered', (call) => queue.worker.succeed({ results: [delivered(call)] })],
  [
    'fail',
    (state) => (state === 'unknown' ? 'refused-late' : 'refused'),
    (call) => queue.worker.fail(failure(call, 'BAD_REQUEST')),
  ],
  ['unknown', () => 'lost', (call) => queue.worker.unknown(lost(call))],
  ['handBack', () => 'withdrawn', (call) => queue.worker.handBack({ claims: [ref(call)] })],
]

describe('the queue in SQL follows the state table', () => {
  for (const state of attemptStates) {
    for (const [verb, eventIn, act] of verbs) {
      const expected = nextAttempt(state, eventIn(state))?.to ?? state
      it(`${verb} finds an attempt ${state} and leaves it ${expected}`, async () => {
        await addResource(queue.test)
        await submitTasks(queue.test, queue.user)
        const call = await reach[state]()
        expect(await queue.attemptRow(call)).toMatchObject({ state })
        await act(call)
        expect(await queue.attemptRow(call)).toMatchObject({ state: expected })
        await act(call)
        const again = nextAttempt(expected, eventIn(expected))?.to ?? expected
        expect(await queue.attemptRow(call)).toMatchObject({ state: again })
      })
    }
  }
})

describe('cancelling in SQL agrees with isCancellable', () => {
  const ends: [TaskStatus, AttemptState | null][] = [
    ['pending', null],
    ['processing', 'claimed'],
    ['processing', 'dispatched'],
    ['completed', 'succeeded'],
    ['failed', 'failed'],
  ]
  for (const [status, attempt] of ends) {
    it(`for a task ${status} with attempt ${attempt ?? 'none'}`, async () => {
      await addResource(queue.test)
      const run = await submitTasks(queue.test, queue.user)
      if (attempt !== null) await reach[attempt]()
      const cancelled = await cancelTask(userCtx(queue.test.deps, queue.user), {
        taskId: run.tasks[0]?.taskId ?? '',
      }).then(
        () => true,
        () => false,
      )
      expect(cancelled).toBe(isCancellable(status, attempt))
    })
  }
})
