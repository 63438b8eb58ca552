import type { PaymentGateway } from '@aetherflow/integrations/payment/payment-gateway'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { orderPack, pressButton, until } from '../testing/buyer.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts'
import { getBalances } from './get-balances.ts'
import { getOrder } from './get-order.ts'
import { processGatewayEvents } from './process-gateway-events.ts'
import { reconcileOrders } from './reconcile-orders.ts'

// The whole way of a payment: the buyer on the gateway's page, its webhook over HTTP, the worker that asks back.
let t: TestDeps
let receiver: WebhookReceiver
beforeAll(async () => {
  t = await createTestDeps()
  receiver = await startWebhookReceiver(t.deps)
})
afterEach(() => {
  t.simulator.setCallbacks({ copies: 1, delayMs: 0 })
  receiver.answers.length = 0
})
afterAll(async () => {
  receiver.close()
  await t.close()
})

const process = () => processGatewayEvents(workerCtx(t.workerDeps), { limit: 100 })
const reconcile = () => reconcileOrders(workerCtx(t.workerDeps), { limit: 100 })
const minuteMs = 60_000

async function ordered() {
  const ctx = userCtx(receiver.deps, await addUser(t))
  const order = await orderPack(ctx)
  return {
    order,
    status: async () => (await getOrder(ctx, { orderId: order.id })).status,
    available: async () => (await getBalances(ctx)).available,
    recharges: async () => {
      const { rows } = await t.admin.query(
        `SELECT amount FROM statement_lines WHERE order_id = $1 AND type = 'recharge'`,
        [order.id],
      )
      return rows.length
    },
    loseWebhooks: () => t.simulator.setCallbacks({ copies: 0 }),
  }
}

test('credits a paid order exactly once, after the worker asked the gateway', async () => {
  const { order, status, available, recharges } = await ordered()
  const back = await pressButton(order, 'pay')
  expect(back.headers.get('location')).toBe(`${receiver.deps.publicUrl}/orders/${order.id}`)
  await until(() => receiver.answers.length > 0)
  expect(receiver.answers).toEqual(['stored'])
  expect(await available()).toBe(0n)
  await process()
  expect(await status()).toBe('credited')
  expect(await available()).toBe(10_000n)
  await process()
  await reconcile()
  expect([await available(), await recharges()]).toEqual([10_000n, 1])
})

test('stores an event once, however often it is delivered', async () => {
  t.simulator.setCallbacks({ copies: 3 })
  const { order, available, recharges } = await ordered()
  await pressButton(order, 'pay')
  await until(() => receiver.answers.length === 3)
  expect(receiver.answers.toSorted()).toEqual(['repeated', 'repeated', 'stored'])
  await Promise.all([process(), process()])
  t.simulator.settlePayment(order.id, 'redeliver')
  await until(() => receiver.answers.length === 6)
  await process()
  expect([await available(), await recharges()]).toEqual([10_000n, 1])
})

test('finds a payment by itself when the webhook is lost', async () => {
  const { order, status, available, loseWebhooks } = await ordered()
  loseWebhooks()
  await pressButton(order, 'pay')
  await reconcile()
  expect(await status()).toBe('pending')
  await t.clock.advance(5_000)
  await reconcile()
  expect([await status(), await available()]).toEqual(['credited', 10_000n])
  expect(receiver.answers).toEqual([])
})

test('credits once when the webhook and the reconciler race', async () => {
  for (let round = 0; round < 4; round += 1) {
    receiver.answers.length = 0
    const { order, available, recharges } = await ordered()
    await pressButton(order, 'pay')
    await until(() => receiver.answers.length > 0)
    await t.clock.advance(5_000)
    await Promise.all([process(), reconcile(), process(), reconcile()])
    expect([await available(), await recharges()]).toEqual([10_000n, 1])
  }
})

test.each([
  ['cancel', 'cancelled'],
  ['expire', 'expired'],
] as const)('closes the order when the buyer presses %s', async (button, closed) => {
  const { order, status, available } = await ordered()
  await pressButton(order, button)
  await until(() => receiver.answers.length > 0)
  await process()
  expect([await status(), await available()]).toEqual([closed, 0n])
})

test('closes an order that nobody paid, five minutes after its end', async () => {
  const { status, loseWebhooks } = await ordered()
  loseWebhooks()
  await t.clock.advance(34 * minuteMs)
  await reconcile()
  expect(await status()).toBe('pending')
  await t.clock.advance(2 * minuteMs)
  await reconcile()
  expect(await status()).toBe('expired')
})

test('closes an order at the gateway when it ends, so that nobody pays for it any more', async () => {
  const { order, status, available } = await ordered()
  await t.clock.advance(36 * minuteMs)
  await reconcile()
  expect(await status()).toBe('expired')
  await pressButton(order, 'pay')
  const state = await t.deps.gateways
    .get('sandbox')
    ?.queryPayment({ orderId: order.id, reference: null })
  expect(state).toEqual({ kind: 'closed', reason: 'expired' })
  expect(await available()).toBe(0n)
})

/** The gateway as it is, but for what its `closePayment` answers. */
const closing = (closePayment: PaymentGateway['closePayment']) => {
  const honest = t.workerDeps.gateways.get('sandbox')
  if (honest === undefined) throw new Error('no gateway')
  const gateways = new Map([['sandbox', { ...honest, closePayment }]])
  return reconcileOrders(workerCtx({ ...t.workerDeps, gateways }), { limit: 100 })
}

test('credits a buyer who pays while the order is being closed', async () => {
  const { order, status, available, loseWebhooks } = await ordered()
  loseWebhooks()
  await t.clock.advance(36 * minuteMs)
  await closing(async () => {
    await pressButton(order, 'pay')
    return 'paid'
  })
  expect([await status(), await available()]).toEqual(['credited', 10_000n])
})

test('keeps an order open while its gateway does not answer whether it is closed', async () => {
  const { status } = await ordered()
  await t.clock.advance(36 * minuteMs)
  await closing(() => Promise.reject(new Error('no answer')))
  expect(await status()).toBe('pending')
})

test('credits a payment that arrives after the order had expired', async () => {
  const { order, status, available } = await ordered()
  await t.clock.advance(36 * minuteMs)
  // A gateway that knows nothing yet has nothing to close; its page stays good.
  await closing(async () => 'not-found')
  expect(await status()).toBe('expired')
  await pressButton(order, 'pay')
  await until(() => receiver.answers.length > 0)
  await process()
  expect([await status(), await available()]).toEqual(['credited', 10_000n])
})

test('gives up an order whose gateway is no longer configured, a day after its end', async () => {
  const { status } = await ordered()
  const nobody = () =>
    reconcileOrders(workerCtx({ ...t.workerDeps, gateways: new Map() }), { limit: 100 })
  await t.clock.advance(12 * 60 * minuteMs)
  await nobody()
  expect(await status()).toBe('pending')
  await t.clock.advance(13 * 60 * minuteMs)
  await nobody()
  expect(await status()).toBe('expired')
})

test.each([
  ['amount', 'amount_minor = amount_minor + 1', 'AMOUNT'],
  ['merchant', `merchant = 'somebody-else'`, 'MERCHANT'],
  ['currency', `currency = 'CNY'`, 'CURRENCY'],
  ['credits', 'credits = credits * 100', 'CREDITS'],
])('credits nothing when the %s does not fit', async (_name, change, reason) => {
  const { order, status, available } = await ordered()
  await t.admin.query(`UPDATE orders SET ${change} WHERE id = $1`, [order.id])
  await pressButton(order, 'pay')
  await until(() => receiver.answers.length > 0)
  await process()
  await t.clock.advance(minuteMs)
  await reconcile()
  expect([await status(), await available()]).toEqual(['mismatch', 0n])
  const { rows } = await t.admin.query('SELECT mismatch_reason FROM orders WHERE id = $1', [
    order.id,
  ])
  expect(rows).toEqual([{ mismatch_reason: reason }])
  const incidents = await t.admin.query(
    'SELECT gateway, reason, amount_minor, currency, merchant, state FROM payment_incidents WHERE order_id = $1',
    [order.id],
  )
  expect(incidents.rows).toEqual([
    {
      gateway: 'sandbox',
      reason,
      amount_minor: order.amountMinor,
      currency: 'USD',
      merchant: 'aetherflow-test',
      state: 'open',
    },
  ])
})
