import { afterAll, beforeAll, expect, it } from 'vitest'
import { buyOut } from './buy-out.ts'
import { executeDispute } from './execute-dispute.ts'
import { adjust } from './adjust.ts'
import { refundDone } from './refund-done.ts'
import { refundOrder } from './refund-order.ts'
import { addResource, addUser } from './testing/arrange.ts'
import {
  addAdjustment,
  addAdmin,
  addDispute,
  addRefund,
  decide,
  paidOrder,
  paidTask,
} from './testing/desk.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { verifyLedger } from './verify-ledger.ts'

let db: LedgerDatabase
const at = { order: '', refunded: '', given: '', disputed: '', boughtOut: '' }

/** One of everything that the desk decides, and a dispute that nobody has decided. */
beforeAll(async () => {
  db = await createLedgerDatabase()
  const by = await addAdmin(db)
  const user = await addUser(db)
  const provider = await addUser(db)
  const resourceId = await addResource(db, provider)
  at.order = await paidOrder(db, user, 100)
  const settled = async (decision: 'refund_partial' | 'compensate') => {
    const disputeId = await addDispute(db, user, await paidTask(db, user, { resourceId }))
    await decide(db, disputeId, { decision, amount: 200n, by })
    await executeDispute(db.worker, { disputeId })
    return disputeId
  }
  at.refunded = await settled('refund_partial')
  at.given = await settled('compensate')
  at.disputed = await paidTask(db, user, { resourceId })
  await addDispute(db, user, at.disputed)
  const refundId = await addRefund(db, at.order, {
    credits: 1000n,
    amountMinor: 10,
    requestedBy: by,
  })
  await refundOrder(db.worker, { refundId })
  await refundDone(db.worker, { refundId, gatewayRefundId: 're_1' })
  await db.run(
    `INSERT INTO settings (key, version, value) VALUES ('buyOut.providerDailyCap', 2, '500'), ('buyOut.dailyBudget', 2, '500')`,
  )
  const promo = { userId: provider, account: 'promo_earned', requestedBy: by } as const
  const given = await addAdjustment(db, { ...promo, kind: 'adjust', amount: 500n })
  await adjust(db.worker, { adjustmentId: given })
  at.boughtOut = await addAdjustment(db, { ...promo, kind: 'buy_out', amount: -300n })
  expect(await buyOut(db.worker, { adjustmentId: at.boughtOut })).toMatchObject({
    outcome: 'executed',
  })
})
afterAll(() => db.close())

const broken = async () =>
  (await verifyLedger(db.worker)).filter(({ holds }) => !holds).map(({ id }) => id)

it('finds nothing in a sound ledger', async () => {
  expect(await broken()).toEqual([])
})

it.each<[string, () => string, () => string, string]>([
  [
    'disputed earnings that may mature',
    () => `UPDATE settlements SET state = 'open' WHERE task_id = '${at.disputed}'`,
    () => `UPDATE settlements SET state = 'disputed' WHERE task_id = '${at.disputed}'`,
    'disputes',
  ],
  [
    'earnings that are withheld without a dispute',
    () => `UPDATE disputes SET status = 'withdrawn' WHERE task_id = '${at.disputed}'`,
    () => `UPDATE disputes SET status = 'open' WHERE task_id = '${at.disputed}'`,
    'disputes',
  ],
  [
    'a refund that moved another amount than was decided',
    () => `UPDATE disputes SET amount = 201 WHERE id = '${at.refunded}'`,
    () => `UPDATE disputes SET amount = 200 WHERE id = '${at.refunded}'`,
    'disputes',
  ],
  [
    'a compensation that nobody decided',
    () => `UPDATE disputes SET decision = 'reject', amount = 0 WHERE id = '${at.given}'`,
    () => `UPDATE disputes SET decision = 'compensate', amount = 200 WHERE id = '${at.given}'`,
    'disputes',
  ],
  [
    'an order that counts more refunded than was',
    () => `UPDATE orders SET refunded_credits = 1001 WHERE id = '${at.order}'`,
    () => `UPDATE orders SET refunded_credits = 1000 WHERE id = '${at.order}'`,
    'refunds',
  ],
  [
    'an order that is called refunded before it is',
    () => `UPDATE orders SET status = 'refunded' WHERE id = '${at.order}'`,
    () => `UPDATE orders SET status = 'credited' WHERE id = '${at.order}'`,
    'refunds',
  ],
  [
    'a buy-out that nobody recorded',
    () => `UPDATE adjustments SET state = 'failed' WHERE id = '${at.boughtOut}'`,
    () => `UPDATE adjustments SET state = 'executed' WHERE id = '${at.boughtOut}'`,
    'buy-outs',
  ],
  [
    'a buy-out of another amount',
    () => `UPDATE adjustments SET amount = -299 WHERE id = '${at.boughtOut}'`,
    () => `UPDATE adjustments SET amount = -300 WHERE id = '${at.boughtOut}'`,
    'buy-outs',
  ],
  [
    'a buy-out above the cap of its day',
    () => `UPDATE settings SET value = '299' WHERE key = 'buyOut.providerDailyCap' AND version = 2`,
    () => `UPDATE settings SET value = '500' WHERE key = 'buyOut.providerDailyCap' AND version = 2`,
    'buy-outs',
  ],
])('finds %s', async (_, corrupt, mend, rule) => {
  await db.run(corrupt())
  expect(await broken()).toContain(rule)
  await db.run(mend())
  expect(await broken()).toEqual([])
})
