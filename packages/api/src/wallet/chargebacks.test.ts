import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { orderPack } from '../testing/buyer.ts'
import { userCtx } from '../testing/contexts.ts'
import { followOrder, paidOrder, type PaidOrder } from '../testing/paid-order.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getBalances } from './get-balances.ts'
import { getOrder } from './get-order.ts'
import { resolveOrder } from './internal/resolve-order.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
  t.simulator.setCallbacks({ copies: 0 })
})
afterAll(() => t.close())

const resolve = (orderId: string) => resolveOrder(t.workerDeps, orderId)
const chargebacks = async (orderId: string) =>
  (
    await t.admin.query(
      'SELECT state, amount_minor, credits FROM chargebacks WHERE order_id = $1',
      [orderId],
    )
  ).rows
const left = async ({ ctx, order }: PaidOrder) => ({
  available: (await getBalances(ctx)).available,
  status: (await getOrder(ctx, { orderId: order.id })).status,
})

test('takes the credits of a disputed payment once, and freezes the account', async () => {
  const one = await paidOrder(t)
  t.simulator.openDispute(one.order.id)
  await Promise.all([resolve(one.order.id), resolve(one.order.id)])
  await resolve(one.order.id)
  expect(await left(one)).toEqual({ available: 0n, status: 'charged_back' })
  expect(await chargebacks(one.order.id)).toEqual([
    { state: 'debited', amount_minor: one.order.amountMinor, credits: '10000' },
  ])
  const { rows } = await t.admin.query('SELECT status FROM users WHERE id = $1', [
    one.ctx.actor.userId,
  ])
  expect(rows).toEqual([{ status: 'frozen' }])
  t.simulator.closeDispute(one.order.id, 'lost')
  await resolve(one.order.id)
  expect(await left(one)).toEqual({ available: 0n, status: 'charged_back' })
  expect(await chargebacks(one.order.id)).toMatchObject([{ state: 'lost' }])
})

test('gives the credits back once when the dispute is won', async () => {
  const one = await paidOrder(t)
  t.simulator.openDispute(one.order.id)
  await resolve(one.order.id)
  t.simulator.closeDispute(one.order.id, 'won')
  await Promise.all([resolve(one.order.id), resolve(one.order.id)])
  await resolve(one.order.id)
  expect(await left(one)).toEqual({ available: 10_000n, status: 'credited' })
  expect(await chargebacks(one.order.id)).toMatchObject([{ state: 'won' }])
})

test('ends the same when the payment is heard of only after what became of it', async () => {
  for (const [verdict, expected] of [
    ['open', { available: 0n, status: 'charged_back' }],
    ['lost', { available: 0n, status: 'charged_back' }],
    ['won', { available: 10_000n, status: 'credited' }],
  ] as const) {
    const ctx = userCtx(t.deps, await addUser(t))
    const order = await orderPack(ctx)
    t.simulator.settlePayment(order.id, 'paid')
    t.simulator.openDispute(order.id)
    if (verdict !== 'open') t.simulator.closeDispute(order.id, verdict)
    await resolve(order.id)
    await resolve(order.id)
    expect(await left({ ctx, order })).toEqual(expected)
    // What was won before anybody heard of it has taken nothing.
    const state = verdict === 'open' ? 'debited' : verdict
    expect(await chargebacks(order.id)).toMatchObject([{ state }])
  }
})

test('takes only what is left of an order that was refunded in part at the desk', async () => {
  const one = await paidOrder(t)
  t.simulator.refundAtDesk(one.order.id, 40)
  t.simulator.openDispute(one.order.id)
  await resolve(one.order.id)
  expect(await chargebacks(one.order.id)).toEqual([
    { state: 'debited', amount_minor: 60, credits: '6000' },
  ])
  expect(await left(one)).toEqual({ available: 4_000n, status: 'charged_back' })
})

test('puts a dispute about a payment that credited nothing before an admin', async () => {
  const ctx = userCtx(t.deps, await addUser(t))
  const order = await orderPack(ctx)
  await t.admin.query(`UPDATE orders SET merchant = 'somebody-else' WHERE id = $1`, [order.id])
  t.simulator.settlePayment(order.id, 'paid')
  t.simulator.openDispute(order.id)
  await followOrder(t, ctx, order.id)
  await resolve(order.id)
  const { rows } = await t.admin.query(
    'SELECT reason FROM payment_incidents WHERE order_id = $1 ORDER BY id',
    [order.id],
  )
  expect(rows).toEqual([{ reason: 'MERCHANT' }, { reason: 'DISPUTE' }])
  expect(await left({ ctx, order })).toEqual({ available: 0n, status: 'mismatch' })
})

test('takes no credits for a dispute about another payment than the credited one', async () => {
  const one = await paidOrder(t)
  const sandbox = t.workerDeps.gateways.get('sandbox')
  if (sandbox === undefined) throw new Error('no gateway')
  const queryPayment: typeof sandbox.queryPayment = async (ref) => {
    const state = await sandbox.queryPayment(ref)
    const disputes = [{ gatewayDisputeId: 'dp_x', amountMinor: 100, state: 'open' as const }]
    return state.kind === 'paid' ? { ...state, gatewayPaymentId: 'pay_other', disputes } : state
  }
  const gateways = new Map([['sandbox', { ...sandbox, queryPayment }]])
  expect(await resolveOrder({ ...t.workerDeps, gateways }, one.order.id)).toBe('conflict')
  expect(await left(one)).toEqual({ available: 10_000n, status: 'credited' })
  expect(await chargebacks(one.order.id)).toEqual([])
})
