import { createHmac, randomUUID } from 'node:crypto'
import { Secret } from '@aetherflow/crypto/secret'
import type { PaymentGateway } from '@aetherflow/integrations/payment/payment-gateway'
import { createSandboxGateway } from '@aetherflow/integrations/payment/sandbox/create-sandbox-gateway'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Deps } from '../deps.ts'
import { addUser } from '../testing/arrange.ts'
import { orderPack } from '../testing/buyer.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getBalances } from './get-balances.ts'
import { processGatewayEvents } from './process-gateway-events.ts'
import { reconcileOrders } from './reconcile-orders.ts'
import { storeGatewayEvent } from './store-gateway-event.ts'

const secret = 'sandbox-secret-of-the-tests-0123456789'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
  t.simulator.setCallbacks({ copies: 0 })
})
afterAll(() => t.close())
beforeEach(() => t.admin.query('DELETE FROM gateway_events'))

const events = async () => (await t.admin.query('SELECT * FROM gateway_events ORDER BY id')).rows
const process = (deps: Deps = t.workerDeps) => processGatewayEvents(workerCtx(deps), { limit: 100 })

async function ordered() {
  const ctx = userCtx(t.deps, await addUser(t))
  return { ctx, order: await orderPack(ctx) }
}

function webhook(orderId: string, by = secret, eventId: string = randomUUID()) {
  const body = JSON.stringify({
    eventId,
    type: 'payment.paid',
    paymentId: 'pay_made_up',
    orderId,
    merchant: 'aetherflow-test',
    amountMinor: 100,
    currency: 'USD',
    occurredAt: new Date().toISOString(),
  })
  const seconds = Math.floor(Date.now() / 1000)
  const digest = createHmac('sha256', by).update(`${seconds}.${body}`).digest('hex')
  return { body, headers: { 'x-sandbox-signature': `t=${seconds},v1=${digest}` } }
}

const withGateway = (gateway: PaymentGateway): Deps => ({
  ...t.workerDeps,
  gateways: new Map([['sandbox', gateway]]),
})
const unreachable = () =>
  withGateway(
    createSandboxGateway({
      baseUrl: 'http://127.0.0.1:1/sandbox',
      merchant: 'aetherflow-test',
      secret: new Secret(secret),
    }),
  )

test('refuses a signature of somebody else, a changed body and none at all', async () => {
  const { order } = await ordered()
  const good = webhook(order.id)
  const forged = [
    webhook(order.id, 'another-secret-of-somebody-0123456789'),
    { ...good, body: good.body.replace('100', '999') },
    { ...good, headers: {} },
    { body: '', headers: good.headers },
  ]
  for (const raw of forged)
    expect(await storeGatewayEvent(t.deps, 'sandbox', raw)).toMatchObject({ kind: 'refused' })
  expect(await storeGatewayEvent(t.deps, 'wechat', good)).toEqual({ kind: 'unknown-gateway' })
  expect(await events()).toEqual([])
})

test('believes no webhook: one that says paid credits nothing while the gateway says pending', async () => {
  const { ctx, order } = await ordered()
  const stored = await storeGatewayEvent(t.deps, 'sandbox', webhook(order.id))
  expect(stored).toEqual({ kind: 'stored' })
  await process()
  expect(await events()).toMatchObject([{ outcome: 'pending', attempts: 1 }])
  expect((await getBalances(ctx)).available).toBe(0n)
})

test('keeps the event of an order that it does not know', async () => {
  await storeGatewayEvent(t.deps, 'sandbox', webhook(randomUUID()))
  await storeGatewayEvent(t.deps, 'sandbox', webhook('not-an-id-of-ours'))
  await process()
  expect((await events()).map(({ outcome }) => outcome)).toEqual(['no-order', 'no-order'])
})

test('tries an event again, ever later, while the gateway does not answer', async () => {
  const { ctx, order } = await ordered()
  t.simulator.settlePayment(order.id, 'paid')
  await storeGatewayEvent(t.deps, 'sandbox', webhook(order.id))
  const down = unreachable()
  expect((await process(down)).processed).toBe(1)
  expect((await process(down)).processed).toBe(0)
  await t.clock.advance(2_000)
  expect((await process(down)).processed).toBe(1)
  expect((await process(down)).processed).toBe(0)
  expect(await events()).toMatchObject([{ processed_at: null, attempts: 2 }])
  await t.clock.advance(2_000)
  await process()
  expect(await events()).toMatchObject([{ outcome: 'credited' }])
  expect((await getBalances(ctx)).available).toBe(10_000n)
})

test('leaves an event alone after twelve tries; the reconciler still heals the order', async () => {
  const { ctx, order } = await ordered()
  t.simulator.settlePayment(order.id, 'paid')
  await storeGatewayEvent(t.deps, 'sandbox', webhook(order.id))
  await t.clock.advance(3 * 3_600_000)
  const down = unreachable()
  for (let attempt = 0; attempt < 15; attempt += 1) await process(down)
  expect(await events()).toMatchObject([{ processed_at: null, attempts: 12 }])
  await t.clock.advance(60_000)
  await reconcileOrders(workerCtx(t.workerDeps), { limit: 10 })
  expect((await getBalances(ctx)).available).toBe(10_000n)
})

test('goes on with the others when the ledger refuses one payment', async () => {
  const [one, two] = [await ordered(), await ordered()]
  for (const { order } of [one, two]) t.simulator.settlePayment(order.id, 'paid')
  await storeGatewayEvent(t.deps, 'sandbox', webhook(one.order.id))
  await process()
  // The gateway now names another payment for the order that is credited already.
  const [honest] = [t.workerDeps.gateways.get('sandbox')]
  if (honest === undefined) throw new Error('no gateway')
  const odd = withGateway({
    ...honest,
    queryPayment: async (query) => {
      const state = await honest.queryPayment(query)
      return state.kind === 'paid' && query.orderId === one.order.id
        ? { ...state, gatewayPaymentId: 'pay_another' }
        : state
    },
  })
  await storeGatewayEvent(t.deps, 'sandbox', webhook(one.order.id))
  await storeGatewayEvent(t.deps, 'sandbox', webhook(two.order.id))
  await process(odd)
  expect((await events()).map(({ outcome }) => outcome)).toEqual([
    'credited',
    'conflict',
    'credited',
  ])
  for (const { ctx } of [one, two]) expect((await getBalances(ctx)).available).toBe(10_000n)
})

test('asks about one order from one worker at a time, ever less often', async () => {
  const { order } = await ordered()
  const reconcile = async () =>
    (await reconcileOrders(workerCtx(t.workerDeps), { limit: 50 })).processed
  await t.admin.query('UPDATE orders SET next_check_at = NULL WHERE id <> $1', [order.id])
  await t.clock.advance(5_000)
  const both = await Promise.all([reconcile(), reconcile()])
  expect(both[0] + both[1]).toBe(1)
  await t.clock.advance(4_000)
  expect(await reconcile()).toBe(0)
  await t.clock.advance(1_500)
  expect(await reconcile()).toBe(1)
  await t.clock.advance(6_000)
  expect(await reconcile()).toBe(0)
})

test('asks about five orders at a time, so that one slow answer does not hold the others', async () => {
  const made = await Promise.all(Array.from({ length: 7 }, () => ordered()))
  const honest = t.workerDeps.gateways.get('sandbox')
  if (honest === undefined) throw new Error('no gateway')
  for (const turn of ['events', 'orders']) {
    let [asking, most] = [0, 0]
    let open: () => void = () => {}
    const five = new Promise<void>((resolve) => (open = resolve))
    const slow = withGateway({
      ...honest,
      queryPayment: async (query) => {
        most = Math.max(most, (asking += 1))
        if (asking === 5) open()
        // Without company this would wait for ever.
        await five
        const state = await honest.queryPayment(query)
        asking -= 1
        return state
      },
    })
    if (turn === 'events') {
      for (const { order } of made) await storeGatewayEvent(t.deps, 'sandbox', webhook(order.id))
      expect((await process(slow)).processed).toBe(7)
    } else {
      await t.admin.query(`UPDATE orders SET next_check_at = NULL`)
      await t.admin.query(`UPDATE orders SET next_check_at = '2000-01-01' WHERE id = ANY($1)`, [
        made.map(({ order }) => order.id),
      ])
      expect((await reconcileOrders(workerCtx(slow), { limit: 50 })).processed).toBe(7)
    }
    expect([turn, most]).toEqual([turn, 5])
  }
})
