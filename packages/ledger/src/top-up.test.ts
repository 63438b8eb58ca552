import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addOrder, addUser, type OrderFacts } from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, platform, refusalOf, statementOf } from './testing/look.ts'
import { type Payment, topUp } from './top-up.ts'
import { verifyLedger } from './verify-ledger.ts'

let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

const paymentOf = (orderId: string, change: Partial<Payment> = {}): Payment => ({
  orderId,
  gateway: 'sandbox',
  merchant: 'merchant-1',
  gatewayPaymentId: `pay-${orderId}`,
  amountMinor: 100,
  currency: 'USD',
  ...change,
})
const orderOf = async (id: string) => (await db.run('SELECT * FROM orders WHERE id = $1', [id]))[0]

async function ordered(facts: OrderFacts = {}): Promise<{ user: string; orderId: string }> {
  const user = await addUser(db)
  return { user, orderId: await addOrder(db, user, facts) }
}

describe('a paid order', () => {
  it('is credited with its pack’s credits from the gateway’s clearing account', async () => {
    const before = await platform(db)
    const { user, orderId } = await ordered()
    expect(await topUp(db.worker, paymentOf(orderId))).toMatchObject({
      kind: 'credited',
      credits: 10000n,
    })
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
    expect(await statementOf(db, user)).toEqual([
      { type: 'recharge', amount: 10000n, spendable: 10000n, held: 0n, pending: 0n },
    ])
    const after = await platform(db)
    expect((after['clearing:sandbox'] ?? 0n) - (before['clearing:sandbox'] ?? 0n)).toBe(-10000n)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'credited',
      gateway_payment_id: `pay-${orderId}`,
      next_check_at: null,
    })
  })

  it.each([
    ['creator', 500, 50000n],
    ['studio', 2000, 200000n],
    ['team', 10000, 1000000n],
  ])(
    'of the pack %s costs %d cents and gives its credits',
    async (packCode, amountMinor, credits) => {
      const { orderId } = await ordered({ packCode })
      expect(await topUp(db.worker, paymentOf(orderId, { amountMinor }))).toMatchObject({
        kind: 'credited',
        credits,
      })
    },
  )

  it('of a custom amount is credited as asked', async () => {
    const { orderId } = await ordered({ packCode: 'custom', credits: 23400n })
    expect(await topUp(db.worker, paymentOf(orderId, { amountMinor: 234 }))).toMatchObject({
      kind: 'credited',
      credits: 23400n,
    })
  })

  it('is credited once: the same payment again is the same, another one is a conflict', async () => {
    const { user, orderId } = await ordered()
    const first = await topUp(db.worker, paymentOf(orderId))
    expect(await topUp(db.worker, paymentOf(orderId))).toEqual({ ...first, kind: 'already' })
    const other = topUp(db.worker, paymentOf(orderId, { gatewayPaymentId: 'pay-other' }))
    expect((await refusalOf(other)).code).toBe('IDEMPOTENCY_CONFLICT')
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
  })

  it('is credited once when webhook and reconciler meet', async () => {
    const { user, orderId } = await ordered()
    const results = await Promise.all(
      Array.from({ length: 10 }, () => topUp(db.worker, paymentOf(orderId))),
    )
    expect(results.filter(({ kind }) => kind === 'credited')).toHaveLength(1)
    expect(results.filter(({ kind }) => kind === 'already')).toHaveLength(9)
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
  })

  it.each(['expired', 'cancelled'])(
    'is credited although it is %s: the money is here',
    async (status) => {
      const { user, orderId } = await ordered({ status })
      expect(await topUp(db.worker, paymentOf(orderId))).toMatchObject({ kind: 'credited' })
      expect(await accountsOf(db, user)).toEqual({ available: 10000n })
    },
  )

  it('is credited to a frozen account too', async () => {
    const { user, orderId } = await ordered()
    await db.run(`UPDATE users SET status = 'frozen' WHERE id = $1`, [user])
    expect(await topUp(db.worker, paymentOf(orderId))).toMatchObject({ kind: 'credited' })
  })
})

describe('a payment that does not fit', () => {
  const bigPack = { amountMinor: 1 }
  it.each<[string, OrderFacts, Partial<Payment>, string]>([
    ['comes from another gateway', {}, { gateway: 'stripe' }, 'GATEWAY'],
    ['went to another merchant', {}, { merchant: 'merchant-2' }, 'MERCHANT'],
    ['is in another currency', {}, { currency: 'CNY' }, 'CURRENCY'],
    ['is in a currency without a price', {}, { currency: 'EUR' }, 'CURRENCY'],
    ['is too small', {}, { amountMinor: 99 }, 'AMOUNT'],
    ['is too large', {}, { amountMinor: 101 }, 'AMOUNT'],
    ['fits an order that claims a better price', bigPack, { amountMinor: 1 }, 'PRICE'],
    [
      'fits an order that claims more credits',
      { credits: 990000n, amountMinor: 100 },
      {},
      'CREDITS',
    ],
    [
      'fits a custom amount below the least',
      { packCode: 'custom', credits: 9900n },
      { amountMinor: 99 },
      'BOUNDS',
    ],
    [
      'fits a custom amount above the most',
      { packCode: 'custom', credits: 10_000_100n },
      { amountMinor: 100_001 },
      'BOUNDS',
    ],
    [
      'fits a custom amount that claims a better price',
      { packCode: 'custom', credits: 50000n, amountMinor: 100 },
      {},
      'PRICE',
    ],
  ])('because it %s credits nothing and marks the order', async (_, facts, change, reason) => {
    const { user, orderId } = await ordered(facts)
    const payment = paymentOf(orderId, change)
    expect(await topUp(db.worker, payment)).toEqual({ kind: 'mismatch', reason })
    expect(await orderOf(orderId)).toMatchObject({
      status: 'mismatch',
      mismatch_reason: reason,
      gateway_payment_id: null,
    })
    expect(await topUp(db.worker, paymentOf(orderId))).toEqual({ kind: 'mismatch', reason })
    expect(await accountsOf(db, user)).toEqual({})
    expect(await statementOf(db, user)).toEqual([])
  })

  // Straight at the door: what an adapter forgot to say must not count as fitting.
  it.each([
    ['GATEWAY', 'gateway'],
    ['MERCHANT', 'merchant'],
    ['CURRENCY', 'currency'],
    ['AMOUNT', 'amountMinor'],
    ['PAYMENT', 'gatewayPaymentId'],
  ] as const)('because %s is not said at all', async (reason, field) => {
    const { orderId } = await ordered()
    const said: Record<string, unknown> = { ...paymentOf(orderId), [field]: null }
    const [answer] = await db.worker.query<{ outcome: string; reason: string }>(
      {
        name: '',
        text: 'SELECT outcome, reason FROM ledger.top_up($1::uuid, $2::text, $3::text, $4::text, $5::bigint, $6::text)',
      },
      [
        orderId,
        said['gateway'],
        said['merchant'],
        said['gatewayPaymentId'],
        said['amountMinor'],
        said['currency'],
      ],
    )
    expect(answer).toEqual({ outcome: 'mismatch', reason })
    expect(await orderOf(orderId)).toMatchObject({ status: 'mismatch' })
  })

  it('because another payment was begun for the order', async () => {
    const { orderId } = await ordered()
    await db.run(`UPDATE orders SET gateway_payment_id = 'begun' WHERE id = $1`, [orderId])
    expect(await topUp(db.worker, paymentOf(orderId))).toEqual({
      kind: 'mismatch',
      reason: 'PAYMENT',
    })
  })

  it('because it has paid for another order already', async () => {
    const { orderId } = await ordered()
    const { orderId: second } = await ordered()
    await topUp(db.worker, paymentOf(orderId))
    const reused = paymentOf(second, { gatewayPaymentId: `pay-${orderId}` })
    expect(await topUp(db.worker, reused)).toEqual({ kind: 'mismatch', reason: 'PAYMENT_REUSED' })
  })
})

it('knows no order that does not exist', async () => {
  expect((await refusalOf(topUp(db.worker, paymentOf(randomUUID())))).code).toBe('NOT_FOUND')
})

it('leaves every invariant true', async () => {
  expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
})
