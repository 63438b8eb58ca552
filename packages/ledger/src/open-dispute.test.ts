import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { executeDispute } from './execute-dispute.ts'
import { mature } from './mature.ts'
import { openDispute } from './open-dispute.ts'
import { settle } from './settle.ts'
import {
  addAttempt,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
  richUser,
} from './testing/arrange.ts'
import { addAdmin, addDispute, decide, disputeOf, paidTask } from './testing/desk.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, refusalOf } from './testing/look.ts'
import { verifyLedger } from './verify-ledger.ts'
import { withdrawDispute } from './withdraw-dispute.ts'

const HOUR_MS = 3_600_000
let db: LedgerDatabase
let consumer: string
let provider: string
let resourceId: string
let taskId: string
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  await db.setClock(0)
  consumer = await richUser(db)
  provider = await addUser(db)
  resourceId = await addResource(db, provider)
  taskId = await paidTask(db, consumer, { resourceId })
})

const stateOf = async (task: string) => {
  const text = 'SELECT state::text AS state FROM settlements WHERE task_id = $1'
  return (await db.run(text, [task]))[0]?.['state']
}
const codeOf = async (act: Promise<unknown>) => (await refusalOf(act)).code

describe('opening a dispute', () => {
  it('moves nothing and keeps the share from maturing', async () => {
    const { disputeId, repeated } = await openDispute(db.web, disputeOf(consumer, taskId))
    expect(repeated).toBe(false)
    expect(await stateOf(taskId)).toBe('disputed')
    await db.setClock(100 * HOUR_MS)
    await mature(db.worker, { limit: 500 })
    expect(await accountsOf(db, provider)).toEqual({ pending: 400n })
    const [row] = await db.run('SELECT status::text, type::text FROM disputes WHERE id = $1', [
      disputeId,
    ])
    expect(row).toEqual({ status: 'open', type: 'poor_quality' })
  })

  it('attaches what the system knows', async () => {
    const { disputeId } = await openDispute(db.web, disputeOf(consumer, taskId))
    const [row] = await db.run<{ evidence: Record<string, unknown> }>(
      'SELECT evidence FROM disputes WHERE id = $1',
      [disputeId],
    )
    expect(row?.evidence).toMatchObject({
      task: { modelId: 'stability:core', ceiling: '500' },
      run: { promptHash: expect.stringMatching(/^[0-9a-f]{64}$/), ownKey: false },
      settlement: { price: '500', fee: '100', providerShare: '400', fromAvailable: '500' },
      image: { sha256: 'f'.repeat(64), sizeBytes: 1_234_567 },
      attempts: [{ number: 1, state: 'succeeded', upstreamRequestId: 'req-1', price: '500' }],
    })
    expect(JSON.stringify(row?.evidence)).not.toContain('lighthouse')
  })

  it('again is the same dispute, also at the same moment', async () => {
    const dispute = disputeOf(consumer, taskId)
    const answers = await Promise.all([1, 2, 3].map(() => openDispute(db.web, dispute)))
    expect(new Set(answers.map(({ disputeId }) => disputeId)).size).toBe(1)
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1)
  })

  it('with the same id and other content is a conflict', async () => {
    const dispute = disputeOf(consumer, taskId)
    await openDispute(db.web, dispute)
    const changed = { ...dispute, requestHash: 'e'.repeat(64) }
    expect(await codeOf(openDispute(db.web, changed))).toBe('IDEMPOTENCY_CONFLICT')
    const other = await paidTask(db, consumer, { resourceId })
    const moved = { ...dispute, taskId: other }
    expect(await codeOf(openDispute(db.web, moved))).toBe('IDEMPOTENCY_CONFLICT')
    expect(await stateOf(other)).toBe('open')
  })

  it('of two tasks under one id at the same moment, opens one', async () => {
    const other = await paidTask(db, consumer, { resourceId })
    const dispute = disputeOf(consumer, taskId)
    const both = [openDispute(db.web, dispute), openDispute(db.web, { ...dispute, taskId: other })]
    const ends = (await Promise.allSettled(both)).map(({ status }) => status)
    expect(ends.toSorted()).toEqual(['fulfilled', 'rejected'])
    const states = [await stateOf(taskId), await stateOf(other)]
    expect(new Set(states)).toEqual(new Set(['disputed', 'open']))
  })
})

describe('a dispute is refused', () => {
  it('to anybody but the consumer', async () => {
    const strangers = [provider, await addUser(db)]
    for (const stranger of strangers)
      expect(await codeOf(openDispute(db.web, disputeOf(stranger, taskId)))).toBe('NOT_FOUND')
    expect(await codeOf(openDispute(db.web, disputeOf(consumer, randomUUID())))).toBe('NOT_FOUND')
  })

  it('while or after another about the same task', async () => {
    const disputeId = await addDispute(db, consumer, taskId)
    const second = () => refusalOf(openDispute(db.web, disputeOf(consumer, taskId)))
    expect(await second()).toEqual({ code: 'ALREADY_DISPUTED', params: { disputeId } })
    await decide(db, disputeId, { decision: 'reject', by: await addAdmin(db) })
    await executeDispute(db.worker, { disputeId })
    expect((await second()).code).toBe('ALREADY_DISPUTED')
  })

  it('once the window has passed, matured or not', async () => {
    await db.setClock(73 * HOUR_MS)
    const late = () => codeOf(openDispute(db.web, disputeOf(consumer, taskId)))
    expect(await late()).toBe('DISPUTE_WINDOW_PASSED')
    await mature(db.worker, { limit: 500 })
    expect(await late()).toBe('DISPUTE_WINDOW_PASSED')
  })

  it('about a task that was not delivered', async () => {
    const [open = ''] = await addRun(db, consumer, { ceilings: [credits(1)] })
    expect(await refusalOf(openDispute(db.web, disputeOf(consumer, open)))).toEqual({
      code: 'NOT_DISPUTABLE',
      params: { reason: 'NOT_DELIVERED' },
    })
    await db.run('SELECT ledger.release_tasks($1)', [
      JSON.stringify([{ task: open, status: 'failed' }]),
    ])
    expect(await codeOf(openDispute(db.web, disputeOf(consumer, open)))).toBe('NOT_DISPUTABLE')
  })

  it('about a task with an own key, which cost nothing', async () => {
    const own = await addResource(db, consumer)
    const [free = ''] = await addRun(db, consumer, { ownKey: true })
    const call = await addAttempt(db, free, { resourceId: own, price: credits(0) })
    await settle(db.worker, delivered(call))
    expect(await refusalOf(openDispute(db.web, disputeOf(consumer, free)))).toEqual({
      code: 'NOT_DISPUTABLE',
      params: { reason: 'NOTHING_PAID' },
    })
  })
})

describe('withdrawing a dispute', () => {
  it('lets the share mature when it would have, and the task be disputed again', async () => {
    const disputeId = await addDispute(db, consumer, taskId)
    expect(await withdrawDispute(db.web, { disputeId, userId: consumer })).toEqual({
      repeated: false,
    })
    expect(await withdrawDispute(db.web, { disputeId, userId: consumer })).toEqual({
      repeated: true,
    })
    expect(await stateOf(taskId)).toBe('open')
    const again = await addDispute(db, consumer, taskId)
    await withdrawDispute(db.web, { disputeId: again, userId: consumer })
    await db.setClock(73 * HOUR_MS)
    await mature(db.worker, { limit: 500 })
    expect(await accountsOf(db, provider)).toEqual({ earned: 400n })
  })

  it('is refused to others, and once it is decided', async () => {
    const disputeId = await addDispute(db, consumer, taskId)
    const stranger = withdrawDispute(db.web, { disputeId, userId: provider })
    expect(await codeOf(stranger)).toBe('NOT_FOUND')
    await decide(db, disputeId, { decision: 'reject', by: await addAdmin(db) })
    const late = withdrawDispute(db.web, { disputeId, userId: consumer })
    expect(await refusalOf(late)).toEqual({ code: 'STATE_CHANGED', params: { status: 'decided' } })
    expect(await stateOf(taskId)).toBe('disputed')
  })
})

it('leaves every invariant true', async () => {
  expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
})
