import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { orderPack, until } from '../testing/buyer.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts'
import { getBalances } from './get-balances.ts'
import { processGatewayEvents } from './process-gateway-events.ts'
import type { StartTopUp } from './schemas.ts'
import { storeGatewayEvent } from './store-gateway-event.ts'

let t: TestDeps
let receiver: WebhookReceiver
beforeAll(async () => {
  t = await createTestDeps()
  receiver = await startWebhookReceiver(t.deps)
})
afterEach(() => {
  t.simulator.setCallbacks({ copies: 1, forge: [] })
  receiver.answers.length = 0
})
afterAll(async () => {
  receiver.close()
  await t.close()
})

const process = () => processGatewayEvents(workerCtx(t.workerDeps), { limit: 100 })
/** How often a gateway's delivery had an outcome, as the metrics tell it. */
async function counted(gateway: string, outcome: string): Promise<number> {
  const { values } = await t.deps.counters.webhooks.get()
  return (
    values.find(({ labels }) => labels.gateway === gateway && labels.outcome === outcome)?.value ??
    0
  )
}

/** An open order whose buyer is on the gateway's page. */
async function ordered(gateway: StartTopUp['gateway']) {
  const ctx = userCtx(receiver.deps, await addUser(t))
  const currency = gateway === 'alipay' ? 'CNY' : 'USD'
  const order = await orderPack(ctx, { gateway, currency })
  await (await fetch(order.redirectUrl ?? '')).text()
  return { ctx, order, available: async () => (await getBalances(ctx)).available }
}

test.each([
  ['sandbox', 'empty-key', 'SIGNATURE_WRONG'],
  ['sandbox', 'wrong-key', 'SIGNATURE_WRONG'],
  ['sandbox', 'other-gateway', 'SIGNATURE_WRONG'],
  ['sandbox', 'changed-amount', 'SIGNATURE_WRONG'],
  ['sandbox', 'other-merchant', 'MERCHANT'],
  ['alipay', 'empty-key', 'SIGNATURE'],
  ['alipay', 'wrong-key', 'SIGNATURE'],
  ['alipay', 'other-gateway', 'SIGNATURE'],
  ['alipay', 'weak-sign-type', 'SIGN_TYPE'],
  ['alipay', 'changed-amount', 'SIGNATURE'],
  ['alipay', 'other-merchant', 'MERCHANT'],
  ['stripe', 'empty-key', 'SIGNATURE_WRONG'],
  ['stripe', 'wrong-key', 'SIGNATURE_WRONG'],
  ['stripe', 'other-gateway', 'SIGNATURE_WRONG'],
  ['stripe', 'weak-sign-type', 'SIGNATURE_MALFORMED'],
  ['stripe', 'changed-amount', 'SIGNATURE_WRONG'],
  ['stripe', 'other-merchant', 'LIVEMODE_WRONG'],
] as const)(
  'at %s, refuses and counts a delivery with %s as %s',
  async (gateway, forgery, reason) => {
    const { order, available } = await ordered(gateway)
    const before = await counted(gateway, reason)
    t.simulator.setCallbacks({ copies: 0, forge: [forgery] })
    expect(t.simulator.settlePayment(order.id, 'paid')).toBe(true)
    await until(() => receiver.answers.length > 0)
    expect(receiver.answers).toEqual(['refused'])
    expect(await counted(gateway, reason)).toBe(before + 1)
    await process()
    expect(await available()).toBe(0n)
    const { rows } = await t.admin.query('SELECT FROM gateway_events WHERE order_id = $1', [
      order.id,
    ])
    expect(rows).toEqual([])
  },
)

/** A word with the sandbox's own signature about whatever order. */
function signedWord(orderId: string, differing: Record<string, unknown> = {}) {
  const body = JSON.stringify({
    eventId: randomUUID(),
    type: 'payment.paid',
    paymentId: 'pay_made_up',
    orderId,
    merchant: 'aetherflow-test',
    amountMinor: 100,
    currency: 'USD',
    occurredAt: new Date().toISOString(),
    ...differing,
  })
  const seconds = Math.floor(Date.now() / 1000)
  const digest = createHmac('sha256', 'sandbox-secret-of-the-tests-0123456789')
    .update(`${seconds}.${body}`)
    .digest('hex')
  return { body, headers: { 'x-sandbox-signature': `t=${seconds},v1=${digest}` } }
}

test('refuses a gateway that speaks of the order of another gateway, however well it signs', async () => {
  for (const gateway of ['alipay', 'stripe'] as const) {
    const { order, available } = await ordered(gateway)
    t.simulator.setCallbacks({ copies: 0 })
    t.simulator.settlePayment(order.id, 'paid')
    const before = await counted('sandbox', 'ORDER_OF_ANOTHER_GATEWAY')
    expect(await storeGatewayEvent(t.deps, 'sandbox', signedWord(order.id))).toEqual({
      kind: 'refused',
      reason: 'ORDER_OF_ANOTHER_GATEWAY',
    })
    expect(await counted('sandbox', 'ORDER_OF_ANOTHER_GATEWAY')).toBe(before + 1)
    await process()
    expect(await available()).toBe(0n)
  }
})

test.each([{ amountMinor: 999_999 }, { currency: 'CNY' }, { amountMinor: 1, currency: 'CNY' }])(
  'credits what the gateway answers when asked, not what a signed word says: %j',
  async (differing) => {
    const unpaid = await ordered('sandbox')
    const paid = await ordered('sandbox')
    t.simulator.setCallbacks({ copies: 0 })
    t.simulator.settlePayment(paid.order.id, 'paid')
    for (const { order } of [unpaid, paid])
      await storeGatewayEvent(t.deps, 'sandbox', signedWord(order.id, differing))
    await process()
    expect([await unpaid.available(), await paid.available()]).toEqual([0n, 10_000n])
  },
)

test('refuses the webhook of one gateway at the door of another', async () => {
  const { order } = await ordered('sandbox')
  for (const gateway of ['alipay', 'stripe'])
    expect(await storeGatewayEvent(t.deps, gateway, signedWord(order.id))).toMatchObject({
      kind: 'refused',
    })
})
