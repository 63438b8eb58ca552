import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { executeDispute } from './execute-dispute.ts'
import { grantBonus } from './grant-bonus.ts'
import { mature } from './mature.ts'
import { addCredits, addResource, addUser, credits, richUser } from './testing/arrange.ts'
import { addAdmin, addDispute, decide, type Decision, paidTask } from './testing/desk.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, platform, refusalOf, statementOf } from './testing/look.ts'
import { verifyLedger } from './verify-ledger.ts'

const HOUR_MS = 3_600_000
let db: LedgerDatabase
let consumer: string
let provider: string
let resourceId: string
let admin: string
let other: string
beforeAll(async () => {
  db = await createLedgerDatabase()
  admin = await addAdmin(db)
  other = await addAdmin(db)
})
afterAll(() => db.close())
beforeEach(async () => {
  consumer = await richUser(db)
  provider = await addUser(db)
  resourceId = await addResource(db, provider)
})

async function decided(
  decision: Omit<Decision, 'by'> & { by?: string },
  price = credits(5),
): Promise<{ taskId: string; disputeId: string }> {
  const taskId = await paidTask(db, consumer, { resourceId, price })
  const disputeId = await addDispute(db, consumer, taskId)
  await decide(db, disputeId, { by: admin, ...decision })
  return { taskId, disputeId }
}
const executed = { outcome: 'executed', failure: null }
const settlementOf = async (taskId: string) =>
  (
    await db.run(
      'SELECT state::text, reversed, fee_reversed AS fee FROM settlements WHERE task_id = $1',
      [taskId],
    )
  )[0]
const statusOf = async (taskId: string) =>
  (await db.run('SELECT status::text AS status FROM tasks WHERE id = $1', [taskId]))[0]?.['status']
const dispute = async (id: string) =>
  (await db.run('SELECT * FROM disputes WHERE id = $1', [id]))[0]

describe('a refund', () => {
  it('in full gives everything back and takes share and fee', async () => {
    const before = await platform(db)
    const { taskId, disputeId } = await decided({ decision: 'refund_full' })
    expect(await executeDispute(db.worker, { disputeId })).toEqual(executed)
    expect(await accountsOf(db, consumer)).toEqual({ available: 10000n })
    expect(await accountsOf(db, provider)).toEqual({})
    expect((await platform(db))['commission']).toBe(before['commission'])
    expect(await settlementOf(taskId)).toEqual({ state: 'reversed', reversed: 500n, fee: 100n })
    expect(await statusOf(taskId)).toBe('refunded')
    expect(await dispute(disputeId)).toMatchObject({ status: 'executed', amount: 500n })
  })

  it('in part leaves a settlement that matures with what is left', async () => {
    const { taskId, disputeId } = await decided({ decision: 'refund_partial', amount: 333n })
    await executeDispute(db.worker, { disputeId })
    expect(await settlementOf(taskId)).toEqual({ state: 'open', reversed: 333n, fee: 67n })
    expect(await statusOf(taskId)).toBe('completed')
    expect(await accountsOf(db, provider)).toEqual({ pending: 134n })
    await db.setClock(73 * HOUR_MS)
    await mature(db.worker, { limit: 500 })
    await db.setClock(0)
    expect(await accountsOf(db, provider)).toEqual({ earned: 134n })
  })

  it('of all that is left is a full one, whatever it is called', async () => {
    const { taskId, disputeId } = await decided({ decision: 'refund_partial', amount: 500n })
    await executeDispute(db.worker, { disputeId })
    expect(await statusOf(taskId)).toBe('refunded')
  })

  it('goes back in the reverse order of spending, bonus as a new lot', async () => {
    consumer = await addUser(db)
    await grantBonus(db.web, { userId: consumer, reason: 'email_verified' })
    await addCredits(db, consumer, 100)
    // 20.00 of bonus and 5.00 bought.
    const decision = { decision: 'refund_partial', amount: 700n } as const
    const { disputeId } = await decided(decision, credits(25))
    await executeDispute(db.worker, { disputeId })
    expect(await accountsOf(db, consumer)).toEqual({ available: 10000n, bonus: 200n })
    const lots = await db.run(
      `SELECT reason, remaining, round(extract(epoch FROM expires_at - created_at) / 86400) AS days
         FROM bonus_lots WHERE user_id = $1 AND remaining > 0`,
      [consumer],
    )
    expect(lots).toEqual([{ reason: 'dispute_refund', remaining: 200n, days: '30' }])
  })

  it('tells both sides, and the provider not whose run it was', async () => {
    const { taskId, disputeId } = await decided({ decision: 'refund_full' })
    await executeDispute(db.worker, { disputeId })
    const refund = { type: 'refund', amount: 500n, spendable: 10000n, held: 0n, pending: 0n }
    const reversal = { type: 'reversal', amount: -400n, spendable: 0n, held: 0n, pending: 0n }
    expect((await statementOf(db, consumer)).at(-1)).toEqual(refund)
    expect((await statementOf(db, provider)).at(-1)).toEqual(reversal)
    const lines = await db.run(
      `SELECT user_id = $2 AS provider, run_id IS NULL AS hidden FROM statement_lines
        WHERE task_id = $1 AND type IN ('refund', 'reversal') ORDER BY 1`,
      [taskId, provider],
    )
    expect(lines).toEqual([
      { provider: false, hidden: false },
      { provider: true, hidden: true },
    ])
  })

  it('writes what every party had before and after', async () => {
    const { disputeId } = await decided({ decision: 'refund_full' })
    await executeDispute(db.worker, { disputeId })
    const none = { bonus: '0', promoEarned: '0', earned: '0', held: '0', debt: '0' }
    expect((await dispute(disputeId))?.['effects']).toEqual({
      consumer: {
        before: { ...none, available: '9500', pending: '0' },
        after: { ...none, available: '10000', pending: '0' },
      },
      provider: {
        before: { ...none, available: '0', pending: '400' },
        after: { ...none, available: '0', pending: '0' },
      },
      platform: { commission: '-100', loss: '0', bonusExpense: '0' },
    })
  })

  it('pays a debt first', async () => {
    const { disputeId } = await decided({ decision: 'refund_full' })
    await owe(consumer, 9800n)
    await executeDispute(db.worker, { disputeId })
    // 95.00 were there and 5.00 came back.
    expect(await accountsOf(db, consumer)).toEqual({ available: 200n })
    const lines = await db.run(
      `SELECT type::text, amount, debt_delta AS debt, debt_after AS owed FROM statement_lines
        WHERE user_id = $1 ORDER BY id DESC LIMIT 2`,
      [consumer],
    )
    expect(lines).toEqual([
      { type: 'debt_recovery', amount: -9800n, debt: 9800n, owed: 0n },
      { type: 'refund', amount: 500n, debt: 0n, owed: 0n },
    ])
  })

  /** A debt out of nothing, which the platform lost. */
  const owe = (userId: string, amount: bigint) =>
    db.run(
      `SELECT ledger.post_owing(now(),
         ROW(i.id, 'adjust', 'adjust:' || i.id, sha256(''), 'worker', NULL)::ledger.movement,
         ARRAY[ROW(i.id, $1::uuid, 'debt', NULL, -$2::bigint)::ledger.leg, ROW(i.id, NULL, 'loss', NULL, $2::bigint)::ledger.leg],
         ARRAY[ROW(i.id, $1::uuid, 'adjustment', -$2::bigint, 0, 0, 0, NULL, NULL, NULL, '')::ledger.line])
         FROM (SELECT uuidv7() AS id) i`,
      [userId, amount.toString()],
    )
})

it('a compensation is a bonus from loss, and the provider keeps the share', async () => {
  const before = await platform(db)
  const { taskId, disputeId } = await decided({ decision: 'compensate', amount: 250n })
  expect(await executeDispute(db.worker, { disputeId })).toEqual(executed)
  expect(await accountsOf(db, consumer)).toEqual({ available: 9500n, bonus: 250n })
  expect(await accountsOf(db, provider)).toEqual({ pending: 400n })
  expect((await platform(db))['loss']).toBe((before['loss'] ?? 0n) - 250n)
  expect(await settlementOf(taskId)).toEqual({ state: 'open', reversed: 0n, fee: 0n })
})

it('a rejection moves nothing and lets the share mature', async () => {
  const { taskId, disputeId } = await decided({ decision: 'reject' })
  expect(await executeDispute(db.worker, { disputeId })).toEqual(executed)
  expect(await settlementOf(taskId)).toEqual({ state: 'open', reversed: 0n, fee: 0n })
  expect(await dispute(disputeId)).toMatchObject({
    amount: 0n,
    effects: { consumer: null, provider: null },
  })
})

it('is done once, also at the same moment', async () => {
  const { disputeId } = await decided({ decision: 'refund_full' })
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => executeDispute(db.worker, { disputeId })),
  )
  expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual([
    'already',
    'already',
    'already',
    'executed',
  ])
  expect(await accountsOf(db, consumer)).toEqual({ available: 10000n })
})

describe('a decision that cannot be carried out opens the dispute again', () => {
  it.each<[string, () => Omit<Decision, 'by'> & { by?: string }, string]>([
    ['by nobody known', () => ({ decision: 'reject', by: randomUUID() }), 'NOT_AN_ADMIN'],
    ['by the consumer', () => ({ decision: 'refund_full', by: consumer }), 'NOT_AN_ADMIN'],
    [
      'of more than was paid',
      () => ({ decision: 'refund_partial', amount: 501n }),
      'REFUND_TOO_LARGE',
    ],
    ['without an amount', () => ({ decision: 'refund_partial' }), 'AMOUNT_INVALID'],
    ['of nothing', () => ({ decision: 'compensate', amount: 0n }), 'AMOUNT_INVALID'],
    [
      'above the limit by one admin',
      () => ({ decision: 'compensate', amount: 10001n }),
      'APPROVAL_MISSING',
    ],
    [
      'above the limit agreed by nobody known',
      () => ({ decision: 'compensate', amount: 10001n, approvedBy: consumer }),
      'OWN_CASE',
    ],
  ])('%s', async (_, decision, failure) => {
    const { taskId, disputeId } = await decided(decision())
    expect(await executeDispute(db.worker, { disputeId })).toEqual({ outcome: 'failed', failure })
    expect(await dispute(disputeId)).toMatchObject({ status: 'open', decision: null, failure })
    expect(await settlementOf(taskId)).toMatchObject({ state: 'disputed', reversed: 0n })
    expect(await accountsOf(db, consumer)).toEqual({ available: 9500n })
  })

  it('when the admin is a party to it', async () => {
    await db.run(`UPDATE users SET role = 'admin' WHERE id = $1`, [provider])
    const { disputeId } = await decided({ decision: 'reject', by: provider })
    expect(await executeDispute(db.worker, { disputeId })).toMatchObject({ failure: 'OWN_CASE' })
  })

  it('when the admin is one no longer', async () => {
    const gone = await addAdmin(db)
    const { disputeId } = await decided({ decision: 'reject', by: gone })
    await db.run(`UPDATE users SET status = 'disabled' WHERE id = $1`, [gone])
    expect(await executeDispute(db.worker, { disputeId })).toMatchObject({
      failure: 'NOT_AN_ADMIN',
    })
  })
})

it('moves more than the limit when two admins agree', async () => {
  const { disputeId } = await decided({ decision: 'compensate', amount: 10001n, approvedBy: other })
  expect(await executeDispute(db.worker, { disputeId })).toEqual(executed)
  expect(await accountsOf(db, consumer)).toMatchObject({ bonus: 10001n })
})

describe('is refused', () => {
  it('for a dispute that nobody has decided', async () => {
    const taskId = await paidTask(db, consumer, { resourceId })
    const disputeId = await addDispute(db, consumer, taskId)
    expect(await refusalOf(executeDispute(db.worker, { disputeId }))).toEqual({
      code: 'STATE_CHANGED',
      params: { status: 'open' },
    })
  })

  it('for a dispute that does not exist', async () => {
    const refused = await refusalOf(executeDispute(db.worker, { disputeId: randomUUID() }))
    expect(refused.code).toBe('NOT_FOUND')
  })

  it('while settlement is stopped', async () => {
    const { disputeId } = await decided({ decision: 'refund_full' })
    await db.run(
      `INSERT INTO system_switches (name, "on") VALUES ('settlement', true) ON CONFLICT (name) DO UPDATE SET "on" = true`,
    )
    const refused = await refusalOf(executeDispute(db.worker, { disputeId }))
    await db.run(`UPDATE system_switches SET "on" = false WHERE name = 'settlement'`)
    expect(refused.code).toBe('SETTLEMENT_STOPPED')
    expect(await executeDispute(db.worker, { disputeId })).toEqual(executed)
  })
})

it('leaves every invariant true', async () => {
  expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
})
