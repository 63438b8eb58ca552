import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chargeback } from './chargeback.ts'
import { refundDone } from './refund-done.ts'
import { refundOrder } from './refund-order.ts'
import { refundReturn } from './refund-return.ts'
import { addOrder, addResource, addRun, addUser, credits } from './testing/arrange.ts'
import {
  addAdmin,
  addChargeback,
  addRefund,
  paidOrder,
  paidTask,
  type RefundFacts,
} from './testing/desk.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, platform, refusalOf, sqlStateOf, statementOf } from './testing/look.ts'
import { verifyLedger } from './verify-ledger.ts'

let db: LedgerDatabase
let user: string
let order: string
let admin: string
let other: string
beforeAll(async () => {
  db = await createLedgerDatabase()
  admin = await addAdmin(db)
  other = await addAdmin(db)
})
afterAll(() => db.close())
beforeEach(async () => {
  user = await addUser(db)
  order = await paidOrder(db, user, 100)
})

const asked = (change: Partial<RefundFacts> = {}) =>
  addRefund(db, order, { credits: 4000n, amountMinor: 40, requestedBy: admin, ...change })
const orderOf = async (id: string) =>
  (
    await db.run(
      'SELECT status::text, refunded_credits AS credits, refunded_minor AS minor FROM orders WHERE id = $1',
      [id],
    )
  )[0]
const refundOf = async (id: string) =>
  (await db.run('SELECT state::text, failure FROM order_refunds WHERE id = $1', [id]))[0]

describe('a refund to the gateway', () => {
  it('takes the credits before the gateway is asked, and is counted once it has paid', async () => {
    const clearing = (await platform(db))['clearing:sandbox'] ?? 0n
    const refundId = await asked()
    expect(await refundOrder(db.worker, { refundId })).toEqual({
      outcome: 'debited',
      failure: null,
    })
    expect(await accountsOf(db, user)).toEqual({ available: 6000n })
    expect((await platform(db))['clearing:sandbox']).toBe(clearing + 4000n)
    expect(await orderOf(order)).toEqual({ status: 'credited', credits: 0n, minor: 0 })
    expect((await statementOf(db, user)).at(-1)).toMatchObject({
      type: 'payment_refund',
      amount: -4000n,
    })
    const done = { refundId, gatewayRefundId: 're_1' }
    expect(await refundDone(db.worker, done)).toEqual({ repeated: false, orderRefunded: false })
    expect(await orderOf(order)).toEqual({ status: 'credited', credits: 4000n, minor: 40 })
  })

  it('of everything makes the order refunded', async () => {
    const first = await asked()
    const second = await asked({ credits: 6000n, amountMinor: 60 })
    for (const refundId of [first, second]) {
      await refundOrder(db.worker, { refundId })
      await refundDone(db.worker, { refundId, gatewayRefundId: `re-${refundId}` })
    }
    expect(await orderOf(order)).toEqual({ status: 'refunded', credits: 10000n, minor: 100 })
    expect(await accountsOf(db, user)).toEqual({})
  })

  it('goes back into the wallet when the gateway refuses for good', async () => {
    const refundId = await asked()
    await refundOrder(db.worker, { refundId })
    const refused = { refundId, failure: 'GATEWAY_REFUSED' }
    expect(await refundReturn(db.worker, refused)).toEqual({ repeated: false })
    expect(await refundReturn(db.worker, refused)).toEqual({ repeated: true })
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
    expect(await refundOf(refundId)).toEqual({ state: 'refused', failure: 'GATEWAY_REFUSED' })
    expect(await refundOrder(db.worker, { refundId })).toEqual({
      outcome: 'refused',
      failure: 'GATEWAY_REFUSED',
    })
  })

  it('pays a debt with what comes back', async () => {
    const refundId = await asked({ credits: 3000n, amountMinor: 30 })
    const resourceId = await addResource(db, await addUser(db))
    await refundOrder(db.worker, { refundId })
    await paidTask(db, user, { resourceId, price: credits(70) })
    await db.run(`UPDATE settlements SET state = 'matured' WHERE consumer_id = $1`, [user])
    await chargeback(db.worker, { chargebackId: await addChargeback(db, order) })
    await db.run(`UPDATE settlements SET state = 'open' WHERE consumer_id = $1`, [user])
    expect(await accountsOf(db, user)).toEqual({ debt: -7000n })
    await refundReturn(db.worker, { refundId, failure: 'GATEWAY_REFUSED' })
    expect(await accountsOf(db, user)).toEqual({ debt: -4000n })
  })

  it('is done once, also at the same moment', async () => {
    const refundId = await asked()
    const answers = await Promise.all([1, 2, 3].map(() => refundOrder(db.worker, { refundId })))
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual([
      'already',
      'already',
      'debited',
    ])
    expect(await accountsOf(db, user)).toEqual({ available: 6000n })
    const done = { refundId, gatewayRefundId: 're_2' }
    expect(await refundDone(db.worker, done)).toMatchObject({ repeated: false })
    expect(await refundDone(db.worker, done)).toMatchObject({ repeated: true })
    const renamed = refundDone(db.worker, { refundId, gatewayRefundId: 're_3' })
    expect((await refusalOf(renamed)).code).toBe('IDEMPOTENCY_CONFLICT')
    const back = refundReturn(db.worker, { refundId, failure: 'LATE' })
    expect((await refusalOf(back)).code).toBe('STATE_CHANGED')
  })

  it('never passes the payment when several are asked for at once', async () => {
    const refunds = await Promise.all([1, 2, 3].map(() => asked()))
    const answers = await Promise.all(
      refunds.map((refundId) => refundOrder(db.worker, { refundId })),
    )
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual([
      'debited',
      'debited',
      'refused',
    ])
    expect(await accountsOf(db, user)).toEqual({ available: 2000n })
  })
})

describe('a refund is refused for good', () => {
  it.each<[string, () => Partial<RefundFacts>, string]>([
    [
      'of more credits than were bought',
      () => ({ credits: 10100n, amountMinor: 100, approvedBy: other }),
      'REFUND_TOO_LARGE',
    ],
    [
      'of more money than its credits cost',
      () => ({ credits: 4000n, amountMinor: 41 }),
      'REFUND_TOO_LARGE',
    ],
    ['by somebody who is no admin', () => ({ requestedBy: user }), 'NOT_AN_ADMIN'],
  ])('%s', async (_, change, failure) => {
    const refundId = await asked(change())
    expect(await refundOrder(db.worker, { refundId })).toEqual({ outcome: 'refused', failure })
    expect(await refundOf(refundId)).toEqual({ state: 'refused', failure })
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
  })

  it('of credits that are spent', async () => {
    await addRun(db, user, { ceilings: [credits(61)] })
    const refundId = await asked()
    expect(await refundOrder(db.worker, { refundId })).toMatchObject({
      failure: 'INSUFFICIENT_CREDITS',
    })
  })

  it('of an order that nobody paid, or whose payment the bank took back', async () => {
    const unpaid = await addOrder(db, user)
    const facts = { credits: 4000n, amountMinor: 40, requestedBy: admin }
    const first = await addRefund(db, unpaid, facts)
    expect(await refundOrder(db.worker, { refundId: first })).toMatchObject({
      failure: 'NOT_CREDITED',
    })
    await chargeback(db.worker, { chargebackId: await addChargeback(db, order, 100n) })
    const second = await asked()
    expect(await refundOrder(db.worker, { refundId: second })).toMatchObject({
      failure: 'CHARGED_BACK',
    })
  })

  it('above the limit without another admin, by the money too', async () => {
    const big = await paidOrder(db, user, 300)
    const facts = { credits: 20000n, amountMinor: 200, requestedBy: admin }
    const alone = await addRefund(db, big, facts)
    expect(await refundOrder(db.worker, { refundId: alone })).toMatchObject({
      failure: 'APPROVAL_MISSING',
    })
    const agreed = await addRefund(db, big, { ...facts, approvedBy: other })
    expect(await refundOrder(db.worker, { refundId: agreed })).toMatchObject({
      outcome: 'debited',
    })
  })
})

describe('a payment that was never credited', () => {
  it('is not refunded without its incident', async () => {
    expect(await sqlStateOf(asked({ credits: 0n, amountMinor: 1 }))).toBe('23514')
    const incidentId = randomUUID()
    const refundId = await asked({ credits: 0n, amountMinor: 1, incidentId })
    expect(await refundOrder(db.worker, { refundId })).toMatchObject({
      failure: 'REFUND_TOO_LARGE',
    })
  })

  const incident = async (amountMinor: number) => {
    const [row] = await db.run<{ id: string }>(
      `INSERT INTO payment_incidents (gateway, gateway_payment_id, order_id, reason, amount_minor, currency, merchant)
       VALUES ('sandbox', $1, $2, 'SECOND_PAYMENT', $3, 'USD', 'merchant-1') RETURNING id`,
      [randomUUID(), order, amountMinor],
    )
    return row?.id ?? ''
  }

  it('goes back without credits, and leaves its order alone', async () => {
    const incidentId = await incident(100)
    const refundId = await asked({ credits: 0n, amountMinor: 100, incidentId })
    expect(await refundOrder(db.worker, { refundId })).toMatchObject({ outcome: 'debited' })
    await refundDone(db.worker, { refundId, gatewayRefundId: 're_4' })
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
    expect(await orderOf(order)).toEqual({ status: 'credited', credits: 0n, minor: 0 })
    const more = await asked({ credits: 0n, amountMinor: 1, incidentId })
    expect(await refundOrder(db.worker, { refundId: more })).toMatchObject({
      failure: 'REFUND_TOO_LARGE',
    })
  })
})

it('waits for another admin, and while settlement is stopped', async () => {
  const awaiting = await asked({ state: 'awaiting_approval' })
  const early = refundOrder(db.worker, { refundId: awaiting })
  expect(await refusalOf(early)).toMatchObject({ params: { status: 'awaiting_approval' } })
  const refundId = await asked()
  await db.run(`INSERT INTO system_switches (name, "on") VALUES ('settlement', true)`)
  const stopped = await refusalOf(refundOrder(db.worker, { refundId }))
  await db.run(`DELETE FROM system_switches WHERE name = 'settlement'`)
  expect(stopped.code).toBe('SETTLEMENT_STOPPED')
})

it('leaves every invariant true', async () => {
  expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
})
