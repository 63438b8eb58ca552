import { randomUUID } from 'node:crypto'
import type { PaymentGateway } from '@aetherflow/integrations/payment/payment-gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { paidOrder } from '../testing/paid-order.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { executeRefunds } from './execute-refunds.ts'
import { getBalances } from './get-balances.ts'
import { getOrder } from './get-order.ts'
import { resolveOrder } from './internal/resolve-order.ts'
import { reconcileOrders } from './reconcile-orders.ts'
import { requestRefund } from './request-refund.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
  t.simulator.setCallbacks({ copies: 0 })
})
afterAll(() => t.close())

const worker = (differing: Partial<PaymentGateway>) => {
  const sandbox = t.workerDeps.gateways.get('sandbox')
  if (sandbox === undefined) throw new Error('no gateway')
  const gateways = new Map([['sandbox', { ...sandbox, ...differing }]])
  return workerCtx({ ...t.workerDeps, gateways })
}
const silent = () => Promise.reject(new Error('no answer'))
const refuses = async () => ({ kind: 'refused' as const, reason: 'CHARGE_DISPUTED' })

test('a buyer whose bank takes the money while a refund is under way keeps neither credits nor account', async () => {
  const admin = userCtx(t.deps, await addUser(t, 'admin'))
  const { ctx, order } = await paidOrder(t)
  await requestRefund(admin, { clientId: randomUUID(), orderId: order.id, reason: 'all of it' })
  await executeRefunds(worker({ refundPayment: silent }), { limit: 10 })
  t.simulator.openDispute(order.id)
  await resolveOrder(t.workerDeps, order.id)
  expect((await getBalances(ctx)).available).toBe(0n)

  // What the bank has, the gateway does not refund: the credits come back, and the dispute has to take them.
  await t.admin.query(`UPDATE order_refunds SET next_at = '2000-01-01'`)
  await executeRefunds(worker({ refundPayment: refuses }), { limit: 10 })
  await reconcileOrders(workerCtx(t.workerDeps), { limit: 100 })
  expect((await getBalances(ctx)).available).toBe(0n)
  expect((await getOrder(ctx, { orderId: order.id })).status).toBe('charged_back')
  const { rows } = await t.admin.query('SELECT status FROM users WHERE id = $1', [ctx.actor.userId])
  expect(rows).toEqual([{ status: 'frozen' }])
})

test('what a refused refund brings back after a chargeback of the rest comes before an admin', async () => {
  const admin = userCtx(t.deps, await addUser(t, 'admin'))
  const { ctx, order } = await paidOrder(t)
  const asked = { clientId: randomUUID(), orderId: order.id, credits: 5_000n }
  await requestRefund(admin, { ...asked, reason: 'half of it' })
  await executeRefunds(worker({ refundPayment: silent }), { limit: 10 })
  t.simulator.openDispute(order.id)
  await resolveOrder(t.workerDeps, order.id)
  await t.admin.query(`UPDATE order_refunds SET next_at = '2000-01-01'`)
  await executeRefunds(worker({ refundPayment: refuses }), { limit: 10 })
  expect((await getBalances(ctx)).available).toBe(5_000n)
  const { rows } = await t.admin.query(
    `SELECT reason, amount_minor, state FROM payment_incidents WHERE order_id = $1`,
    [order.id],
  )
  expect(rows).toEqual([{ reason: 'DISPUTE', amount_minor: 50, state: 'open' }])
})
