import { randomUUID } from 'node:crypto'
import type { PaymentGateway } from '@aetherflow/integrations/payment/payment-gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UserCtx } from '../context.ts'
import { createMetrics } from '../create-metrics.ts'
import type { Deps } from '../deps.ts'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { paidOrder, takeFromWallet } from '../testing/paid-order.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { executeRefunds } from './execute-refunds.ts'
import { getBalances } from './get-balances.ts'
import { getOrder } from './get-order.ts'
import { resolveOrder } from './internal/resolve-order.ts'
import { refundable } from './refundable.ts'
import { requestRefund } from './request-refund.ts'

let t: TestDeps
let admin: UserCtx
beforeAll(async () => {
  t = await createTestDeps()
  t.simulator.setCallbacks({ copies: 0 })
  admin = userCtx(t.deps, await addUser(t, 'admin'))
})
afterAll(() => t.close())

const execute = (deps: Deps = t.workerDeps) => executeRefunds(workerCtx(deps), { limit: 20 })
const asked = (orderId: string, credits?: bigint) => ({
  clientId: randomUUID(),
  orderId,
  credits,
  reason: 'the buyer changed their mind',
})
const gatewayOf = (deps: Deps): PaymentGateway => {
  const gateway = deps.gateways.get('sandbox')
  if (gateway === undefined) throw new Error('no gateway')
  return gateway
}
/** The worker with a gateway that behaves differently. */
const withGateway = (differing: Partial<PaymentGateway>): Deps => ({
  ...t.workerDeps,
  gateways: new Map([['sandbox', { ...gatewayOf(t.workerDeps), ...differing }]]),
})
const refundRow = async (id: string) =>
  (await t.admin.query('SELECT * FROM order_refunds WHERE id = $1', [id])).rows[0]

/** What the gateway itself says has gone back. */
async function atGateway(orderId: string): Promise<number[]> {
  const state = await gatewayOf(t.deps).queryPayment({ orderId, reference: null })
  return state.kind === 'paid' ? state.refunds.map(({ amountMinor }) => amountMinor) : []
}

test('gives a whole order back: credits first, then the money, and the order says so', async () => {
  const { ctx, order } = await paidOrder(t)
  const refund = await requestRefund(admin, asked(order.id))
  expect(refund).toMatchObject({
    credits: 10_000n,
    amountMinor: order.amountMinor,
    state: 'requested',
  })
  expect((await getBalances(ctx)).available).toBe(10_000n)
  await execute()
  expect((await getBalances(ctx)).available).toBe(0n)
  expect(await atGateway(order.id)).toEqual([order.amountMinor])
  expect(await getOrder(ctx, { orderId: order.id })).toMatchObject({
    status: 'refunded',
    refundedMinor: order.amountMinor,
    refundedCredits: 10_000n,
  })
  await t.clock.advance(3_600_000)
  expect(await execute()).toEqual({ processed: 0, more: false })
})

test('gives parts back that add up to the whole and never to more', async () => {
  const { ctx, order } = await paidOrder(t)
  for (const credits of [3_333n, 3_333n]) {
    await requestRefund(admin, asked(order.id, credits))
    await execute()
  }
  expect((await getOrder(ctx, { orderId: order.id })).status).toBe('credited')
  expect((await refundable(t.deps.sql, [order.id])).get(order.id)?.credits).toBe(3_334n)
  expect(await codeOf(requestRefund(admin, asked(order.id, 3_335n)))).toBe('REFUND_OUT_OF_RANGE')
  await requestRefund(admin, asked(order.id))
  await execute()
  const gone = await atGateway(order.id)
  expect(gone.reduce((sum, minor) => sum + minor, 0)).toBe(order.amountMinor)
  expect(await getOrder(ctx, { orderId: order.id })).toMatchObject({ status: 'refunded' })
  expect(await codeOf(requestRefund(admin, asked(order.id)))).toBe('STATE_CHANGED')
})

test('answers a repeat with the same refund, and other content with a conflict', async () => {
  const { order } = await paidOrder(t)
  const input = asked(order.id, 1_000n)
  const first = await requestRefund(admin, input)
  expect((await requestRefund(admin, input)).id).toBe(first.id)
  expect(await codeOf(requestRefund(admin, { ...input, credits: 2_000n }))).toBe(
    'IDEMPOTENCY_CONFLICT',
  )
  await execute()
  expect(await atGateway(order.id)).toEqual([first.amountMinor])
})

test('promises no more than the order has when two admins ask at once', async () => {
  const { order } = await paidOrder(t)
  const other = userCtx(t.deps, await addUser(t, 'admin'))
  const all = await Promise.allSettled(
    [admin, other, admin, other, admin, other, admin, other].map((one) =>
      requestRefund(one, asked(order.id, 3_000n)),
    ),
  )
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
})

test('refuses an order that does not exist, is not paid, and a refund of nothing', async () => {
  const { order } = await paidOrder(t)
  expect(await codeOf(requestRefund(admin, asked(randomUUID())))).toBe('NOT_FOUND')
  expect(await codeOf(requestRefund(admin, asked(order.id, 1n)))).toBe('REFUND_OUT_OF_RANGE')
  await t.admin.query(`UPDATE orders SET status = 'mismatch' WHERE id = $1`, [order.id])
  expect(await codeOf(requestRefund(admin, asked(order.id)))).toBe('STATE_CHANGED')
})

test('refunds no credits that were spent, and sends no money then', async () => {
  const { ctx, order } = await paidOrder(t)
  await takeFromWallet(t, ctx.actor.userId, 10n)
  const { id } = await requestRefund(admin, asked(order.id))
  await execute()
  expect(await refundRow(id)).toMatchObject({ state: 'refused', failure: 'INSUFFICIENT_CREDITS' })
  expect(await atGateway(order.id)).toEqual([])
  expect((await getBalances(ctx)).available).toBe(9_990n)
})

test('repeats what the gateway has not answered under the same id, ever later, and refunds once', async () => {
  const { ctx, order } = await paidOrder(t)
  const { id } = await requestRefund(admin, asked(order.id))
  const told: string[] = []
  const { refundPayment } = gatewayOf(t.workerDeps)
  const lost = withGateway({
    // The gateway does it and the answer is lost.
    refundPayment: async (refund) => {
      told.push(refund.refundId)
      await refundPayment(refund)
      throw new Error('no answer')
    },
    queryPayment: () => Promise.reject(new Error('no answer')),
  })
  await execute(lost)
  expect(await refundRow(id)).toMatchObject({ state: 'debited', attempts: 1 })
  expect((await getBalances(ctx)).available).toBe(0n)
  expect((await execute(lost)).processed).toBe(0)
  await t.clock.advance(31_000)
  // Whether it has been done is asked first: without an answer nothing is told again.
  await execute(lost)
  expect(told).toEqual([id])
  await t.clock.advance(61_000)
  await execute()
  expect(await refundRow(id)).toMatchObject({ state: 'done', attempts: 3 })
  expect(await atGateway(order.id)).toEqual([order.amountMinor])
})

test('calls an operator for a refund that hangs with its credits taken', async () => {
  const { order } = await paidOrder(t)
  const line = 'aetherflow_refunds_waiting{gateway="sandbox",currency="USD"} 1'
  await requestRefund(admin, asked(order.id))
  const down = withGateway({
    refundPayment: () => Promise.reject(new Error('no answer')),
    queryPayment: () => Promise.reject(new Error('no answer')),
  })
  const metrics = createMetrics(t.workerDeps)
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    expect(await metrics.read()).not.toContain(line)
    await execute(down)
    await t.clock.advance(3_600_000)
  }
  expect(await metrics.read()).toContain(line)
  await execute()
  expect(await metrics.read()).not.toContain(line)
})

test('goes on after a worker that died with the credits taken', async () => {
  const { order } = await paidOrder(t)
  const { id } = await requestRefund(admin, asked(order.id))
  const died = withGateway({ refundPayment: () => Promise.reject(new Error('died')) })
  await execute(died)
  expect(await refundRow(id)).toMatchObject({ state: 'debited' })
  await t.clock.advance(31_000)
  await execute()
  expect(await refundRow(id)).toMatchObject({ state: 'done' })
  expect(await atGateway(order.id)).toEqual([order.amountMinor])
})

test('refunds once when two workers take the same refund', async () => {
  const { ctx, order } = await paidOrder(t)
  await requestRefund(admin, asked(order.id))
  const taken = await Promise.all([execute(), execute()])
  expect(taken.reduce((sum, { processed }) => sum + processed, 0)).toBe(1)
  expect(await atGateway(order.id)).toEqual([order.amountMinor])
  expect((await getBalances(ctx)).available).toBe(0n)
})

test('gives the credits back when the gateway refuses for good', async () => {
  const { ctx, order } = await paidOrder(t)
  const { id } = await requestRefund(admin, asked(order.id))
  await execute(
    withGateway({ refundPayment: async () => ({ kind: 'refused', reason: 'TOO_OLD' }) }),
  )
  expect(await refundRow(id)).toMatchObject({ state: 'refused', failure: 'TOO_OLD' })
  expect((await getBalances(ctx)).available).toBe(10_000n)
  expect(await getOrder(ctx, { orderId: order.id })).toMatchObject({
    status: 'credited',
    refundedMinor: 0,
  })
})

test('waits for a refund that the gateway has accepted, and follows how it ends', async () => {
  for (const [ending, state, available] of [
    ['done', 'done', 0n],
    ['failed', 'refused', 10_000n],
  ] as const) {
    const { ctx, order } = await paidOrder(t)
    const { id, amountMinor } = await requestRefund(admin, asked(order.id))
    const accepted = { kind: 'pending' as const, gatewayRefundId: `re_${id}` }
    await execute(withGateway({ refundPayment: async () => accepted }))
    expect(await refundRow(id)).toMatchObject({
      state: 'debited',
      gateway_refund_id: accepted.gatewayRefundId,
    })
    await t.clock.advance(31_000)
    const refund = { refundId: id, gatewayRefundId: `re_${id}`, amountMinor, state: ending }
    const paid = await gatewayOf(t.deps).queryPayment({ orderId: order.id, reference: null })
    if (paid.kind !== 'paid') throw new Error('not paid')
    await execute(withGateway({ queryPayment: async () => ({ ...paid, refunds: [refund] }) }))
    expect((await refundRow(id)).state).toBe(state)
    expect((await getBalances(ctx)).available).toBe(available)
  }
})

test('takes a refund that the gateway does not name for its own, not for one made at the desk', async () => {
  const { order } = await paidOrder(t)
  const { amountMinor } = await requestRefund(admin, asked(order.id))
  await execute()
  const paid = await gatewayOf(t.deps).queryPayment({ orderId: order.id, reference: null })
  if (paid.kind !== 'paid') throw new Error('not paid')
  const unnamed = { refundId: null, gatewayRefundId: 'all', amountMinor, state: 'done' as const }
  const deps = withGateway({ queryPayment: async () => ({ ...paid, refunds: [unnamed] }) })
  await resolveOrder(deps, order.id)
  const incidents = () =>
    t.admin.query('SELECT reason FROM payment_incidents WHERE order_id = $1', [order.id])
  expect((await incidents()).rows).toEqual([])
  // A refund that was done and that the gateway has failed since is no desk's, but somebody must look.
  const [mine] = paid.refunds
  if (mine === undefined) throw new Error('no refund')
  const failed = { ...mine, state: 'failed' as const }
  await resolveOrder(
    withGateway({ queryPayment: async () => ({ ...paid, refunds: [failed] }) }),
    order.id,
  )
  expect((await incidents()).rows).toEqual([{ reason: 'REFUND_FAILED' }])
})

test('does not let the web say that credits were taken or money went out', async () => {
  const { order } = await paidOrder(t)
  const claim = (state: string) =>
    t.deps.pool.query(
      `INSERT INTO order_refunds (order_id, client_id, request_hash, credits, amount_minor, currency, reason, state, requested_by)
       VALUES ($1, $2, repeat('0', 64), 10000, $3, 'USD', 'forged', $4::refund_state, $5)`,
      [order.id, randomUUID(), order.amountMinor, state, admin.actor.userId],
    )
  for (const state of ['debited', 'done', 'refused']) await expect(claim(state)).rejects.toThrow()
  const { id } = await requestRefund(admin, asked(order.id))
  await expect(
    t.deps.pool.query(`UPDATE order_refunds SET state = 'debited' WHERE id = $1`, [id]),
  ).rejects.toThrow('only asks')
})
