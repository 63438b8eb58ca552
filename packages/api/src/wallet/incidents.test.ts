import { randomUUID } from 'node:crypto'
import type { PaymentGateway, PaymentState } from '@aetherflow/integrations/payment/payment-gateway'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { UserCtx } from '../context.ts'
import { addUser } from '../testing/arrange.ts'
import { orderPack } from '../testing/buyer.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { followOrder, paidOrder, type PaidOrder } from '../testing/paid-order.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { decideRefund } from './decide-refund.ts'
import { executeRefunds } from './execute-refunds.ts'
import { getBalances } from './get-balances.ts'
import { getOrder } from './get-order.ts'
import { resolveOrder } from './internal/resolve-order.ts'
import { processGatewayEvents } from './process-gateway-events.ts'
import { reconcileOrders } from './reconcile-orders.ts'
import { resolveIncident, type ResolveIncident } from './resolve-incident.ts'

let t: TestDeps
let admin: UserCtx
beforeAll(async () => {
  t = await createTestDeps()
  t.simulator.setCallbacks({ copies: 0 })
  admin = userCtx(t.deps, await addUser(t, 'admin'))
})
afterAll(() => t.close())
beforeEach(() => t.admin.query('DELETE FROM gateway_events'))

const incidentsOf = async (orderId: string | null) =>
  (
    await t.admin.query(
      'SELECT * FROM payment_incidents WHERE order_id IS NOT DISTINCT FROM $1 ORDER BY id',
      [orderId],
    )
  ).rows
const resolve = (incidentId: string, resolution: ResolveIncident['resolution']) =>
  resolveIncident(admin, { clientId: randomUUID(), incidentId, resolution, note: 'looked at' })
const execute = () => executeRefunds(workerCtx(t.workerDeps), { limit: 20 })
const available = async ({ ctx }: PaidOrder) => (await getBalances(ctx)).available
const sandbox = (): PaymentGateway => {
  const gateway = t.workerDeps.gateways.get('sandbox')
  if (gateway === undefined) throw new Error('no gateway')
  return gateway
}
const gone = async (orderId: string) => {
  const state = await sandbox().queryPayment({ orderId, reference: null })
  return state.kind === 'paid' ? state.refunds.map(({ amountMinor }) => amountMinor) : []
}

/** An order that was paid, and whose payment does not fit it. */
async function parked(): Promise<PaidOrder> {
  const ctx = userCtx(t.deps, await addUser(t))
  const order = await orderPack(ctx)
  await t.admin.query(`UPDATE orders SET merchant = 'somebody-else' WHERE id = $1`, [order.id])
  t.simulator.settlePayment(order.id, 'paid')
  await followOrder(t, ctx, order.id)
  return { ctx, order: await getOrder(ctx, { orderId: order.id }) }
}

/** The gateway says something else about one order than it did. */
function resolveWith(orderId: string, change: (state: PaymentState) => PaymentState) {
  const { queryPayment } = sandbox()
  const gateway: PaymentGateway = {
    ...sandbox(),
    queryPayment: async (ref) => change(await queryPayment(ref)),
  }
  return resolveOrder({ ...t.workerDeps, gateways: new Map([['sandbox', gateway]]) }, orderId)
}

const event = (told: Record<string, unknown>) =>
  t.admin.query(
    `INSERT INTO gateway_events (gateway, event_id, order_id, kind, payload, received_at)
     VALUES ('sandbox', $1, $2, $3, $4, clock_now())`,
    [
      randomUUID(),
      told['order'] ?? null,
      told['kind'] ?? 'paid',
      {
        orderId: told['orderId'] ?? told['order'] ?? null,
        merchant: 'aetherflow-test',
        gatewayPaymentId: told['payment'] ?? null,
        amountMinor: 100,
        currency: 'USD',
      },
    ],
  )
const follow = () => processGatewayEvents(workerCtx(t.workerDeps), { limit: 50 })

test('gives a payment that did not fit back, without touching credits', async () => {
  const one = await parked()
  const [incident] = await incidentsOf(one.order.id)
  await resolve(incident.id, 'refunded')
  await execute()
  expect(await gone(one.order.id)).toEqual([one.order.amountMinor])
  expect(await incidentsOf(one.order.id)).toMatchObject([
    { state: 'resolved', resolution: 'refunded', handled_by: admin.actor.userId },
  ])
  // Even when the order fits by now, money that went back buys nothing.
  await t.admin.query(`UPDATE orders SET merchant = 'aetherflow-test' WHERE id = $1`, [
    one.order.id,
  ])
  await resolveOrder(t.workerDeps, one.order.id)
  expect(await available(one)).toBe(0n)
  expect(await incidentsOf(one.order.id)).toHaveLength(1)
})

test('asks the gateway afresh about a parked order, and opens the incident again if nothing changed', async () => {
  const one = await parked()
  const [incident] = await incidentsOf(one.order.id)
  const recheck = async () => {
    await resolve(incident.id, 'rechecked')
    await reconcileOrders(workerCtx(t.workerDeps), { limit: 100 })
  }
  await recheck()
  expect(await incidentsOf(one.order.id)).toMatchObject([{ state: 'open', resolution: null }])
  expect(await available(one)).toBe(0n)
  await t.admin.query(`UPDATE orders SET merchant = 'aetherflow-test' WHERE id = $1`, [
    one.order.id,
  ])
  await recheck()
  expect(await available(one)).toBe(10_000n)
  expect((await getOrder(one.ctx, { orderId: one.order.id })).status).toBe('credited')
})

test('leaves a dismissed incident closed, however often the same is seen', async () => {
  const one = await parked()
  const [incident] = await incidentsOf(one.order.id)
  await resolve(incident.id, 'dismissed')
  await resolveOrder(t.workerDeps, one.order.id)
  expect(await incidentsOf(one.order.id)).toMatchObject([
    { state: 'resolved', resolution: 'dismissed', note: 'looked at' },
  ])
  expect(await codeOf(resolve(incident.id, 'refunded'))).toBe('STATE_CHANGED')
  expect(await codeOf(resolve(randomUUID(), 'dismissed'))).toBe('NOT_FOUND')
})

test('closes an incident once, and answers a repeat without doing it again', async () => {
  const one = await parked()
  const [incident] = await incidentsOf(one.order.id)
  const input: ResolveIncident = {
    clientId: randomUUID(),
    incidentId: incident.id,
    resolution: 'refunded',
    note: 'looked at',
  }
  await Promise.all([resolveIncident(admin, input), resolveIncident(admin, input)])
  await resolveIncident(admin, input)
  const conflict = resolveIncident(admin, { ...input, resolution: 'dismissed' })
  expect(await codeOf(conflict)).toBe('IDEMPOTENCY_CONFLICT')
  await execute()
  expect(await gone(one.order.id)).toEqual([one.order.amountMinor])
})

test('opens an incident again whose refund came to nothing', async () => {
  const one = await parked()
  const [incident] = await incidentsOf(one.order.id)
  await resolve(incident.id, 'refunded')
  t.simulator.refundAtDesk(one.order.id, one.order.amountMinor)
  await execute()
  expect((await incidentsOf(one.order.id))[0]).toMatchObject({ state: 'open', resolution: null })
})

test('keeps a second payment of a credited order for an admin, who gives it back', async () => {
  const one = await paidOrder(t)
  await event({ order: one.order.id, payment: 'pay_second' })
  await event({ order: one.order.id, payment: one.order.gatewayPaymentId })
  await follow()
  const incidents = await incidentsOf(one.order.id)
  expect(incidents).toMatchObject([{ reason: 'SECOND_PAYMENT', gateway_payment_id: 'pay_second' }])
  expect(await available(one)).toBe(10_000n)
  await resolve(incidents[0].id, 'refunded')
  const { rows } = await t.admin.query('SELECT * FROM order_refunds WHERE order_id = $1', [
    one.order.id,
  ])
  expect(rows).toMatchObject([{ credits: '0', amount_minor: 100, state: 'requested' }])
})

test('credits nothing when the gateway names another payment, or tells another amount, afterwards', async () => {
  for (const [change, reason] of [
    [{ gatewayPaymentId: 'pay_other' }, 'SECOND_PAYMENT'],
    [{ amountMinor: 1 }, 'CHANGED'],
  ] as const) {
    const one = await paidOrder(t)
    const outcome = await resolveWith(one.order.id, (state) => ({ ...state, ...change }))
    expect(outcome).toBe('conflict')
    expect(await incidentsOf(one.order.id)).toMatchObject([{ reason, state: 'open' }])
    expect(await available(one)).toBe(10_000n)
  }
})

test('does not give the credited payment back as one that bought nothing', async () => {
  const one = await paidOrder(t)
  await resolveWith(one.order.id, (state) => ({ ...state, amountMinor: 1 }))
  const [incident] = await incidentsOf(one.order.id)
  expect(await codeOf(resolve(incident.id, 'refunded'))).toBe('STATE_CHANGED')
  // Nor when the web process itself writes the row.
  const { rows } = await t.deps.pool.query(
    `INSERT INTO order_refunds (order_id, incident_id, client_id, request_hash, credits, amount_minor, currency, reason, requested_by)
     VALUES ($1, $2, $3, repeat('0', 64), 0, 1, 'USD', 'forged', $4) RETURNING id`,
    [one.order.id, incident.id, randomUUID(), admin.actor.userId],
  )
  await execute()
  const made = await t.admin.query('SELECT state FROM order_refunds WHERE id = $1', [rows[0].id])
  expect(made.rows).toEqual([{ state: 'refused' }])
  expect(await gone(one.order.id)).toEqual([])
})

test('keeps a payment of an unknown order for an admin, who can only dismiss it', async () => {
  const nobody = randomUUID()
  await event({ order: nobody, payment: 'pay_nobody' })
  await event({ orderId: 'no-id-of-ours', payment: 'pay_nothing' })
  await follow()
  const incidents = (await incidentsOf(null)).slice(-2)
  expect(incidents.map(({ reason }) => reason)).toEqual(['UNKNOWN_ORDER', 'UNKNOWN_ORDER'])
  expect(await codeOf(resolve(incidents[0].id, 'refunded'))).toBe('STATE_CHANGED')
  expect(await codeOf(resolve(incidents[0].id, 'rechecked'))).toBe('STATE_CHANGED')
  await resolve(incidents[0].id, 'dismissed')
})

test('finds the order of an event that names a payment alone, also when that comes later', async () => {
  const one = await paidOrder(t)
  await event({ kind: 'dispute', payment: one.order.gatewayPaymentId })
  await event({ kind: 'dispute', payment: 'pay_not_yet' })
  await event({ kind: 'other' })
  await follow()
  const outcomes = async () =>
    (await t.admin.query('SELECT outcome FROM gateway_events ORDER BY id')).rows.map(
      ({ outcome }) => outcome,
    )
  expect(await outcomes()).toEqual(['already', null, 'ignored'])
  await t.admin.query(`UPDATE orders SET gateway_payment_id = 'pay_not_yet' WHERE id = $1`, [
    one.order.id,
  ])
  await t.clock.advance(2_000)
  await follow()
  expect(await outcomes()).toEqual(['already', 'already', 'ignored'])
})

test('gives up an event whose payment no order ever has', async () => {
  await event({ kind: 'dispute', payment: 'pay_never' })
  await t.clock.advance(2 * 3_600_000)
  for (let attempt = 0; attempt < 12; attempt += 1) await follow()
  const { rows } = await t.admin.query('SELECT outcome, attempts FROM gateway_events')
  expect(rows).toEqual([{ outcome: 'no-order', attempts: 12 }])
})

test('shows money that went back at the desk, and takes its credits when an admin says so', async () => {
  const one = await paidOrder(t)
  t.simulator.refundAtDesk(one.order.id, 40)
  await resolveOrder(t.workerDeps, one.order.id)
  await resolveOrder(t.workerDeps, one.order.id)
  const [incident] = await incidentsOf(one.order.id)
  expect(incident).toMatchObject({ reason: 'REFUND_AT_DESK', amount_minor: 40, state: 'open' })
  expect(await getOrder(one.ctx, { orderId: one.order.id })).toMatchObject({ refundedMinor: 40 })
  expect(await available(one)).toBe(10_000n)
  await resolve(incident.id, 'refunded')
  await execute()
  expect(await available(one)).toBe(6_000n)
  expect(await gone(one.order.id)).toEqual([40])
  expect(await getOrder(one.ctx, { orderId: one.order.id })).toMatchObject({
    refundedMinor: 40,
    refundedCredits: 4_000n,
  })
  // A second one at the desk opens it again, for what is new.
  t.simulator.refundAtDesk(one.order.id, 60)
  await resolveOrder(t.workerDeps, one.order.id)
  expect(await incidentsOf(one.order.id)).toMatchObject([{ amount_minor: 100, state: 'open' }])
  await resolve(incident.id, 'refunded')
  await execute()
  expect(await available(one)).toBe(0n)
  expect(await getOrder(one.ctx, { orderId: one.order.id })).toMatchObject({
    status: 'refunded',
    refundedMinor: 100,
  })
})

test('has a second admin agree to giving a large payment back', async () => {
  const ctx = userCtx(t.deps, await addUser(t))
  const order = await orderPack(ctx, { packCode: 'creator' })
  await t.admin.query(`UPDATE orders SET merchant = 'somebody-else' WHERE id = $1`, [order.id])
  t.simulator.settlePayment(order.id, 'paid')
  await followOrder(t, ctx, order.id)
  const [incident] = await incidentsOf(order.id)
  await resolve(incident.id, 'refunded')
  const { rows } = await t.admin.query('SELECT id, state FROM order_refunds WHERE order_id = $1', [
    order.id,
  ])
  expect(rows).toMatchObject([{ state: 'awaiting_approval' }])
  const decision = { clientId: randomUUID(), refundId: rows[0].id, reason: 'no' }
  await decideRefund(admin, { ...decision, decision: 'reject' })
  expect(await incidentsOf(order.id)).toMatchObject([{ state: 'open' }])
})
