import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chargeback } from './chargeback.ts'
import { chargebackReturn } from './chargeback-return.ts'
import { executeDispute } from './execute-dispute.ts'
import { mature } from './mature.ts'
import { refundDone } from './refund-done.ts'
import { refundOrder } from './refund-order.ts'
import { addOrder, addResource, addUser, credits } from './testing/arrange.ts'
import {
  addAdmin,
  addChargeback,
  addDispute,
  addRefund,
  decide,
  paidTask,
  paidOrder,
} from './testing/desk.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, platform, refusalOf, statementOf } from './testing/look.ts'
import { verifyLedger } from './verify-ledger.ts'

const HOUR_MS = 3_600_000
let db: LedgerDatabase
let user: string
let provider: string
let resourceId: string
let order: string
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  await db.setClock(0)
  user = await addUser(db)
  provider = await addUser(db)
  resourceId = await addResource(db, provider)
  order = await paidOrder(db, user, 100)
})

const statusOf = async (table: 'orders' | 'users' | 'tasks', id: string) =>
  (await db.run(`SELECT status::text AS status FROM ${table} WHERE id = $1`, [id]))[0]?.['status']
const settlementOf = async (taskId: string) =>
  (
    await db.run(
      'SELECT state::text, reversed, fee_reversed AS fee FROM settlements WHERE task_id = $1',
      [taskId],
    )
  )[0]
const buy = (price: number) => paidTask(db, user, { resourceId, price: credits(price) })
/** What was paid matures. */
const wait = async () => {
  await db.setClock(73 * HOUR_MS)
  await mature(db.worker, { limit: 500 })
  await db.setClock(0)
}

describe('a chargeback', () => {
  it('of credits that are still there takes them, and freezes the account', async () => {
    const before = (await platform(db))['clearing:sandbox'] ?? 0n
    const chargebackId = await addChargeback(db, order)
    expect(await chargeback(db.worker, { chargebackId })).toEqual({
      outcome: 'debited',
      taken: 10000n,
      owed: 0n,
      reversed: 0n,
    })
    expect(await accountsOf(db, user)).toEqual({})
    expect((await platform(db))['clearing:sandbox']).toBe(before + 10000n)
    expect(await statusOf('orders', order)).toBe('charged_back')
    expect(await statusOf('users', user)).toBe('frozen')
  })

  it('of credits that are spent and matured makes the rest a debt', async () => {
    await buy(70)
    await wait()
    const chargebackId = await addChargeback(db, order)
    expect(await chargeback(db.worker, { chargebackId })).toEqual({
      outcome: 'debited',
      taken: 3000n,
      owed: 7000n,
      reversed: 0n,
    })
    expect(await accountsOf(db, user)).toEqual({ debt: -7000n })
    expect(await accountsOf(db, provider)).toEqual({ earned: 5600n })
    const [line] = await db.run(
      `SELECT type::text, amount, spendable_delta, debt_delta, debt_after FROM statement_lines
        WHERE user_id = $1 ORDER BY id DESC LIMIT 1`,
      [user],
    )
    expect(line).toEqual({
      type: 'chargeback',
      amount: -10000n,
      spendable_delta: -3000n,
      debt_delta: -7000n,
      debt_after: -7000n,
    })
  })

  it('reverses what its credits paid and nobody has earned for good', async () => {
    const taskId = await buy(70)
    const chargebackId = await addChargeback(db, order)
    expect(await chargeback(db.worker, { chargebackId })).toMatchObject({ reversed: 7000n })
    expect(await settlementOf(taskId)).toEqual({ state: 'reversed', reversed: 7000n, fee: 1400n })
    expect(await accountsOf(db, provider)).toEqual({})
    expect(await accountsOf(db, user)).toEqual({})
    expect(await statusOf('tasks', taskId)).toBe('completed')
    expect((await statementOf(db, provider)).at(-1)).toMatchObject({
      type: 'reversal',
      amount: -5600n,
      pending: 0n,
    })
  })

  it('reverses no more than its credits paid, first bought being first spent', async () => {
    const second = await paidOrder(db, user, 100)
    const first = await buy(80)
    const both = await buy(50)
    const last = await buy(40)
    // 80 + 20 of the first order, 30 + 40 of the second, which has 30 left.
    const chargebackId = await addChargeback(db, order)
    expect(await chargeback(db.worker, { chargebackId })).toEqual({
      outcome: 'debited',
      taken: 3000n,
      owed: 7000n,
      reversed: 10000n,
    })
    expect(await settlementOf(first)).toMatchObject({ state: 'reversed', reversed: 8000n })
    expect(await settlementOf(both)).toMatchObject({ state: 'open', reversed: 2000n })
    expect(await settlementOf(last)).toMatchObject({ state: 'open', reversed: 0n })
    // The second order's 30 are whole again.
    expect(await accountsOf(db, user)).toEqual({ available: 3000n })
    const other = await addChargeback(db, second)
    expect(await chargeback(db.worker, { chargebackId: other })).toEqual({
      outcome: 'debited',
      taken: 3000n,
      owed: 7000n,
      reversed: 7000n,
    })
    expect(await accountsOf(db, user)).toEqual({})
    expect(await accountsOf(db, provider)).toEqual({})
  })

  it('leaves alone what was refunded: those credits are in the wallet again', async () => {
    const taskId = await buy(100)
    const disputeId = await addDispute(db, user, taskId)
    await decide(db, disputeId, {
      decision: 'refund_full',
      by: await addAdmin(db),
      approvedBy: await addAdmin(db),
    })
    await executeDispute(db.worker, { disputeId })
    await paidOrder(db, user, 100)
    await buy(100)
    // The first order's credits came back to their place, so it is they that paid the second task.
    const chargebackId = await addChargeback(db, order)
    expect(await chargeback(db.worker, { chargebackId })).toMatchObject({
      taken: 10000n,
      reversed: 10000n,
    })
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
  })

  it('of a part reverses no more than that part', async () => {
    const taskId = await buy(70)
    const chargebackId = await addChargeback(db, order, 5000n)
    expect(await chargeback(db.worker, { chargebackId })).toEqual({
      outcome: 'debited',
      taken: 3000n,
      owed: 2000n,
      reversed: 5000n,
    })
    expect(await settlementOf(taskId)).toEqual({ state: 'open', reversed: 5000n, fee: 1000n })
    expect(await accountsOf(db, user)).toEqual({ available: 3000n })
  })

  it('takes no more than refunds have left of the order', async () => {
    const requestedBy = await addAdmin(db)
    const facts = { credits: 6000n, amountMinor: 60, requestedBy }
    const refundId = await addRefund(db, order, facts)
    await refundOrder(db.worker, { refundId })
    const chargebackId = await addChargeback(db, order)
    expect(await chargeback(db.worker, { chargebackId })).toMatchObject({ taken: 4000n })
    const again = await addChargeback(db, order)
    expect(await chargeback(db.worker, { chargebackId: again })).toMatchObject({
      outcome: 'nothing',
    })
    await refundDone(db.worker, { refundId, gatewayRefundId: 'r-1' })
    expect(await statusOf('orders', order)).toBe('charged_back')
  })

  it('of an order that was never credited does nothing', async () => {
    const unpaid = await addOrder(db, user)
    const chargebackId = await addChargeback(db, unpaid)
    expect(await chargeback(db.worker, { chargebackId })).toMatchObject({ outcome: 'nothing' })
    expect(await statusOf('users', user)).toBe('active')
  })

  it('is done once, also at the same moment', async () => {
    await buy(70)
    const chargebackId = await addChargeback(db, order)
    const answers = await Promise.all([1, 2, 3].map(() => chargeback(db.worker, { chargebackId })))
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual([
      'already',
      'already',
      'debited',
    ])
    expect(new Set(answers.map(({ reversed }) => reversed))).toEqual(new Set([7000n]))
  })

  it('that does not exist is not found', async () => {
    const nobody = chargeback(db.worker, { chargebackId: randomUUID() })
    expect((await refusalOf(nobody)).code).toBe('NOT_FOUND')
  })
})

describe('a chargeback that was won', () => {
  it('pays the providers again, then a debt, then the buyer', async () => {
    const taskId = await buy(30)
    await buy(60)
    const chargebackId = await addChargeback(db, order)
    await chargeback(db.worker, { chargebackId })
    expect(await chargebackReturn(db.worker, { chargebackId })).toEqual({
      outcome: 'returned',
      repaid: 9000n,
      recovered: 0n,
    })
    expect(await settlementOf(taskId)).toEqual({ state: 'open', reversed: 0n, fee: 0n })
    expect(await accountsOf(db, provider)).toEqual({ pending: 7200n })
    expect(await accountsOf(db, user)).toEqual({ available: 1000n })
    expect(await statusOf('orders', order)).toBe('credited')
    expect(await statusOf('users', user)).toBe('frozen')
    expect(await chargebackReturn(db.worker, { chargebackId })).toMatchObject({
      outcome: 'already',
    })
  })

  it('pays a debt that matured earnings had left', async () => {
    await buy(70)
    await wait()
    const chargebackId = await addChargeback(db, order)
    await chargeback(db.worker, { chargebackId })
    expect(await chargebackReturn(db.worker, { chargebackId })).toMatchObject({
      repaid: 0n,
      recovered: 7000n,
    })
    expect(await accountsOf(db, user)).toEqual({ available: 3000n })
  })

  it('pays what matured meanwhile as it would have matured', async () => {
    const taskId = await buy(70)
    const chargebackId = await addChargeback(db, order, 5000n)
    await chargeback(db.worker, { chargebackId })
    await wait()
    expect(await accountsOf(db, provider)).toEqual({ earned: 1600n })
    await chargebackReturn(db.worker, { chargebackId })
    expect(await accountsOf(db, provider)).toEqual({ earned: 5600n })
    expect(await settlementOf(taskId)).toEqual({ state: 'matured', reversed: 0n, fee: 0n })
  })

  it('leaves a task that was refunded meanwhile refunded, and its credits to the buyer', async () => {
    const taskId = await buy(70)
    const disputeId = await addDispute(db, user, taskId)
    const chargebackId = await addChargeback(db, order)
    await chargeback(db.worker, { chargebackId })
    await decide(db, disputeId, { decision: 'refund_full', by: await addAdmin(db) })
    await executeDispute(db.worker, { disputeId })
    expect(await statusOf('tasks', taskId)).toBe('refunded')
    await chargebackReturn(db.worker, { chargebackId })
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
    expect(await accountsOf(db, provider)).toEqual({})
    expect(await settlementOf(taskId)).toMatchObject({ state: 'reversed', reversed: 7000n })
  })

  it('keeps an undecided dispute alive', async () => {
    const taskId = await buy(70)
    await addDispute(db, user, taskId)
    const chargebackId = await addChargeback(db, order)
    await chargeback(db.worker, { chargebackId })
    expect(await settlementOf(taskId)).toMatchObject({ state: 'reversed' })
    await chargebackReturn(db.worker, { chargebackId })
    expect(await settlementOf(taskId)).toMatchObject({ state: 'disputed', reversed: 0n })
  })

  it('must have been carried out first', async () => {
    const chargebackId = await addChargeback(db, order)
    expect(await refusalOf(chargebackReturn(db.worker, { chargebackId }))).toEqual({
      code: 'STATE_CHANGED',
      params: { status: 'opened' },
    })
  })
})

it('leaves every invariant true', async () => {
  expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
})
