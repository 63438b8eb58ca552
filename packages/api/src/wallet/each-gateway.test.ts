import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { orderPack } from '../testing/buyer.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts'
import { compareGatewayStatements } from './compare-gateway-statements.ts'
import { executeRefunds } from './execute-refunds.ts'
import { getBalances } from './get-balances.ts'
import { getOrder } from './get-order.ts'
import { processGatewayEvents } from './process-gateway-events.ts'
import { requestRefund } from './request-refund.ts'
import type { OrderView, StartTopUp } from './schemas.ts'

// The same journey at every gateway, by webhooks over HTTP alone.
let t: TestDeps
let receiver: WebhookReceiver
beforeAll(async () => {
  t = await createTestDeps()
  receiver = await startWebhookReceiver(t.deps)
})
afterAll(async () => {
  receiver.close()
  await t.close()
})

const dayMs = 24 * 3_600_000
const process = () => processGatewayEvents(workerCtx(t.workerDeps), { limit: 100 })
/** Lets something happen at the gateway, and follows what it tells until that is known here. */
async function happening(act: () => boolean, isKnown: () => Promise<boolean>): Promise<void> {
  expect(act()).toBe(true)
  while (!(await isKnown())) {
    await pause(10)
    await process()
  }
}

describe.each([
  ['sandbox', 'USD', 'desktop'],
  ['sandbox', 'CNY', 'phone'],
  ['alipay', 'CNY', 'desktop'],
  ['alipay', 'CNY', 'phone'],
  ['stripe', 'USD', 'desktop'],
  ['stripe', 'CNY', 'phone'],
] satisfies [StartTopUp['gateway'], StartTopUp['currency'], StartTopUp['device']][])(
  'at %s in %s on a %s',
  (gateway, currency, device) => {
    const opened = async () => {
      const ctx = userCtx(receiver.deps, await addUser(t))
      const order = await orderPack(ctx, { gateway, currency, device })
      await (await fetch(order.redirectUrl ?? '')).text()
      return {
        ctx,
        order,
        is: (status: OrderView['status']) => async () =>
          (await getOrder(ctx, { orderId: order.id })).status === status,
        now: async () => ({
          status: (await getOrder(ctx, { orderId: order.id })).status,
          available: (await getBalances(ctx)).available,
        }),
      }
    }

    test('a payment is credited, given back in part, and stands in the books', async () => {
      const { ctx, order, now, is } = await opened()
      await happening(() => t.simulator.settlePayment(order.id, 'paid'), is('credited'))
      expect(await now()).toEqual({ status: 'credited', available: 10_000n })
      const admin = userCtx(t.deps, await addUser(t, 'admin'))
      const part = { clientId: randomUUID(), orderId: order.id, credits: 4_000n, reason: 'part' }
      const { id, amountMinor } = await requestRefund(admin, part)
      await executeRefunds(workerCtx(t.workerDeps), { limit: 10 })
      const { rows } = await t.admin.query('SELECT state FROM order_refunds WHERE id = $1', [id])
      expect(rows).toEqual([{ state: 'done' }])
      await process()
      expect(await now()).toEqual({ status: 'credited', available: 6_000n })
      expect((await getOrder(ctx, { orderId: order.id })).refundedMinor).toBe(amountMinor)
      const incidents = await t.admin.query('SELECT FROM payment_incidents WHERE order_id = $1', [
        order.id,
      ])
      expect(incidents.rows).toEqual([])
    })

    test('a payment that is cancelled, or never made, credits nothing', async () => {
      const { order, now, is } = await opened()
      await happening(() => t.simulator.settlePayment(order.id, 'expired'), is('expired'))
      expect(await now()).toEqual({ status: 'expired', available: 0n })
    })

    test('money that goes back at the desk is put before an admin', async () => {
      const { ctx, order, now, is } = await opened()
      await happening(() => t.simulator.settlePayment(order.id, 'paid'), is('credited'))
      await happening(
        () => t.simulator.refundAtDesk(order.id, 30),
        async () => (await getOrder(ctx, { orderId: order.id })).refundedMinor === 30,
      )
      expect(await now()).toEqual({ status: 'credited', available: 10_000n })
      const { rows } = await t.admin.query(
        'SELECT reason, amount_minor, currency FROM payment_incidents WHERE order_id = $1',
        [order.id],
      )
      expect(rows).toEqual([{ reason: 'REFUND_AT_DESK', amount_minor: 30, currency }])
    })

    // Alipay knows no disputes.
    if (gateway === 'alipay') return
    test('a dispute takes the credits, and brings them back when won', async () => {
      const { order, now, is } = await opened()
      await happening(() => t.simulator.settlePayment(order.id, 'paid'), is('credited'))
      await happening(() => t.simulator.openDispute(order.id), is('charged_back'))
      expect(await now()).toEqual({ status: 'charged_back', available: 0n })
      await happening(() => t.simulator.closeDispute(order.id, 'won'), is('credited'))
      expect(await now()).toEqual({ status: 'credited', available: 10_000n })
    })
  },
)

test('all of it stands in the books of the day', async () => {
  const today = t.clock.now().toISOString().slice(0, 10)
  await t.clock.advance(dayMs)
  await compareGatewayStatements(workerCtx(t.workerDeps))
  const { rows } = await t.admin.query(
    `SELECT gateway, currency, matches, differences FROM gateway_statements WHERE day = $1 AND lines > 0 ORDER BY 1, 2`,
    [today],
  )
  expect(rows).toEqual(
    [
      ['alipay', 'CNY'],
      ['sandbox', 'CNY'],
      ['sandbox', 'USD'],
      ['stripe', 'CNY'],
      ['stripe', 'USD'],
    ].map(([gateway, currency]) => ({ gateway, currency, matches: true, differences: [] })),
  )
})
