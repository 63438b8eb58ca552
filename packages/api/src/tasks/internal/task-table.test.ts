import { randomUUID } from 'node:crypto'
import { executeDispute } from '@aetherflow/ledger/execute-dispute'
import { beforeEach, describe, expect, it } from 'vitest'
import { addUser } from '../../testing/arrange.ts'
import { userCtx } from '../../testing/contexts.ts'
import { cancelTask } from '../cancel-task.ts'
import { addResource, balancesOf, delivered, submitTasks } from '../testing/arrange-tasks.ts'
import { failure, queueMarket, ref } from '../testing/queue-market.ts'
import { readStateTable } from '../testing/state-tables.ts'
import type { ClaimedCall } from '../worker-schemas.ts'
import { type TaskStatus, taskStatuses } from './state-machine.ts'

const queue = queueMarket()
const rows = readStateTable('Tasks')

// The case a verb acts on: a task, and its last call if there was one.
type Case = { taskId: string; call: ClaimedCall | null }
type Verb = { door: string; event: string; sent?: boolean; act: (of: Case) => Promise<unknown> }

beforeEach(async () => {
  await addResource(queue.test)
  await addResource(queue.test)
})

const withCall = (act: (call: ClaimedCall) => Promise<unknown>) => (of: Case) =>
  of.call === null ? Promise.resolve() : act(of.call)

const verbs: Record<string, Verb> = {
  claim: {
    door: 'queue.claim',
    event: 'claimed',
    act: () => queue.worker.claim({ limit: 5 }),
  },
  cancel: {
    door: 'ledger.release',
    event: 'cancelled',
    act: ({ taskId }) =>
      cancelTask(userCtx(queue.test.deps, queue.user), { taskId }).catch(() => undefined),
  },
  sweepPastDeadline: {
    door: 'queue.sweep',
    event: 'expired',
    act: async ({ call }) => {
      await queue.test.clock.advance(15 * 60_000 + 1_000)
      if (call !== null) await queue.worker.heartbeat({ claims: [ref(call)] })
      await queue.worker.sweep()
    },
  },
  deliver: {
    door: 'ledger.settle_set',
    event: 'delivered',
    sent: true,
    act: withCall((call) => queue.worker.succeed({ results: [delivered(call)] })),
  },
  failElsewhere: {
    door: 'queue.fail_set',
    event: 'requeued',
    sent: true,
    act: withCall((call) => queue.worker.fail(failure(call, 'UPSTREAM_ERROR'))),
  },
  failForGood: {
    door: 'queue.fail_set',
    event: 'given-up',
    sent: true,
    act: withCall((call) => queue.worker.fail(failure(call, 'PROMPT_REFUSED'))),
  },
  refund: {
    door: 'ledger.execute_dispute',
    event: 'refunded',
    act: async ({ taskId }) => refund(taskId),
  },
}

async function refund(taskId: string): Promise<void> {
  const { test } = queue
  const admin = await addUser(test, 'admin')
  const { rows: made } = await test.admin.query<{ id: string }>(
    `INSERT INTO disputes (task_id, user_id, provider_id, client_id, request_hash, type, description, status, decision, handled_by, decided_at)
     SELECT s.task_id, s.consumer_id, s.provider_id, $2, repeat('0', 64), 'poor_quality', 'two left hands', 'decided', 'refund_full', $3, clock_now()
     FROM settlements s WHERE s.task_id = $1
     ON CONFLICT DO NOTHING RETURNING id`,
    [taskId, randomUUID(), admin.id],
  )
  const [dispute] = made
  if (dispute !== undefined) await executeDispute(test.workerDeps.sql, { disputeId: dispute.id })
}

async function reach(state: TaskStatus, sent: boolean): Promise<Case> {
  const { tasks } = await submitTasks(queue.test, queue.user)
  const taskId = tasks[0]?.taskId ?? ''
  const of = { taskId, call: null }
  const act = (name: string, call: ClaimedCall | null) => verbs[name]?.act({ taskId, call })
  if (state === 'pending') return of
  if (state === 'cancelled' || state === 'expired') {
    await act(state === 'cancelled' ? 'cancel' : 'sweepPastDeadline', null)
    return of
  }
  const call = sent || state !== 'processing' ? await queue.dispatchOne() : await queue.claimOne()
  if (state === 'completed' || state === 'refunded') await act('deliver', call)
  if (state === 'refunded') await act('refund', call)
  if (state === 'failed') await act('failForGood', call)
  return { taskId, call }
}

async function look({ taskId }: Case) {
  const { rows: found } = await queue.test.admin.query<{ status: string; price: string | null }>(
    `SELECT t.status, (SELECT s.price - s.reversed FROM settlements s WHERE s.task_id = t.id) AS price
     FROM tasks t WHERE t.id = $1`,
    [taskId],
  )
  const { held = 0n, available = 0n } = await balancesOf(queue.test, queue.user)
  return { status: found[0]?.status, price: BigInt(found[0]?.price ?? 0), held, available }
}

describe('tasks in SQL follow docs/task-states.md', () => {
  for (const state of taskStatuses) {
    for (const [name, { door, event, sent = false, act }] of Object.entries(verbs)) {
      const row = rows.find(({ State, Event }) => State === state && Event === event)
      it(`${name} finds a task ${state} and ${row === undefined ? 'changes nothing' : `leaves it ${row['Becomes']}`}`, async () => {
        const of = await reach(state, sent)
        const before = await look(of)
        await act(of)
        const after = await look(of)
        if (row === undefined) return expect(after).toEqual(before)
        expect(row['Door']).toBe(door)
        expect(after.status).toBe(row['Becomes'])
        expect(after).toMatchObject(
          {
            kept: { held: 300n, available: 9_700n },
            released: { held: 0n, available: 10_000n, price: 0n },
            captured: { held: 0n, available: 9_700n, price: 300n },
            returned: { held: 0n, available: 10_000n, price: 0n },
          }[row['Hold'] ?? ''] ?? { row: 'says nothing of the hold' },
        )
      })
    }
  }

  it('by a verb for each of its rows', () => {
    const acted = Object.values(verbs).map(({ event }) => event)
    expect(rows.filter(({ Event }) => !acted.includes(Event ?? ''))).toEqual([])
  })

  it('and refuses to cancel what was dispatched', async () => {
    const of = await reach('processing', true)
    const before = await look(of)
    await verbs['cancel']?.act(of)
    expect(await look(of)).toEqual(before)
  })
})
