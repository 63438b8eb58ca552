import { describe, expect, it } from 'vitest'
import { userCtx } from '../../testing/contexts.ts'
import { cancelTask } from '../cancel-task.ts'
import {
  addResource,
  balancesOf,
  countersOf,
  submitTasks,
  type TestResource,
} from '../testing/arrange-tasks.ts'
import { queueMarket } from '../testing/queue-market.ts'
import { readStateTable } from '../testing/state-tables.ts'
import { attemptVerbs, reachAttempt } from '../testing/state-verbs.ts'
import type { ClaimedCall } from '../worker-schemas.ts'
import {
  type AttemptState,
  attemptStates,
  isCancellable,
  type TaskStatus,
} from './state-machine.ts'

const queue = queueMarket()
const rows = readStateTable('Attempts')

async function look(call: ClaimedCall, resource: TestResource) {
  const attempt = await queue.attemptRow(call)
  const { inFlight, accountInFlight, dayE4, monthE4, spentE4 } = await countersOf(
    queue.test,
    resource,
  )
  const { held, available } = await balancesOf(queue.test, queue.user)
  return { attempt, inFlight, accountInFlight, dayE4, monthE4, spentE4, held, available }
}
type Look = Awaited<ReturnType<typeof look>>

const slotOf = ({ attempt, inFlight, accountInFlight }: Look) => ({
  held: attempt.slot_held,
  inFlight,
  accountInFlight,
})
const creditsOf = ({ attempt, dayE4, monthE4, spentE4 }: Look) => ({
  held: attempt.credits_held,
  dayE4,
  monthE4,
  spentE4,
})

function expectRow(row: Readonly<Record<string, string>>, before: Look, after: Look): void {
  expect(after.attempt.state).toBe(row['Becomes'])
  expect(slotOf(after)).toEqual(
    row['Slot'] === 'kept' ? slotOf(before) : { held: false, inFlight: 0, accountInFlight: 0 },
  )
  expect(creditsOf(after)).toEqual(
    row['Credits'] === 'kept'
      ? creditsOf(before)
      : { held: false, dayE4: 0n, monthE4: 0n, spentE4: 0n },
  )
  expect(before.attempt.loss_due).toBe(before.attempt.state === 'unknown')
  expect(after.attempt.loss_due).toBe(row['Loss'] === 'owed')
  expect(after.attempt.billed).toBe(row['Bill'] === '–' ? null : row['Bill'] === 'billed')
  expect(after.attempt.resolution === null).toBe(row['Bill'] === '–')
}

describe('the queue in SQL follows docs/task-states.md', () => {
  const seen = new Set<string>()
  for (const state of attemptStates) {
    for (const [name, verb] of Object.entries(attemptVerbs)) {
      const row = rows.find(
        ({ State, Event, Door }) =>
          State === state && Event === verb.event(state) && Door === verb.door,
      )
      if (row !== undefined) seen.add(`${state} ${row['Event']}`)
      const isThere = rows.some(
        ({ State, Event }) => State === state && Event === verb.event(state),
      )
      // The same act by the name of another door: tried there.
      if (row === undefined && isThere) continue
      it(`${name} finds an attempt ${state} and ${row === undefined ? 'changes nothing' : `leaves it ${row['Becomes']}`}`, async () => {
        const resource = await addResource(queue.test)
        const call = await reachAttempt(queue, state)
        await verb.ready?.(queue, call)
        const before = await look(call, resource)
        await verb.act(queue, call)
        const after = await look(call, resource)
        if (row === undefined) return expect(after).toEqual(before)
        expectRow(row, before, after)
        // What has been done is not done again, by nobody.
        if (after.attempt.state === state && row['Bill'] === '–') return
        await verb.act(queue, call)
        expect((await look(call, resource)).attempt).toEqual(after.attempt)
      })
    }
  }

  it('by a verb for each of its rows', () => {
    expect([...seen].toSorted()).toEqual(
      rows.map(({ State, Event }) => `${State} ${Event}`).toSorted(),
    )
  })
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
      const taskId =
        attempt === null
          ? ((await submitTasks(queue.test, queue.user)).tasks[0]?.taskId ?? '')
          : (await reachAttempt(queue, attempt)).taskId
      const cancelled = await cancelTask(userCtx(queue.test.deps, queue.user), { taskId }).then(
        () => true,
        () => false,
      )
      expect(cancelled).toBe(isCancellable(status, attempt))
    })
  }
})
