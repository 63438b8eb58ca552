import { randomUUID } from 'node:crypto'
import { Secret } from '@aetherflow/crypto/secret'
import { createSandboxGateway } from '@aetherflow/integrations/payment/sandbox/create-sandbox-gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Deps } from '../deps.ts'
import { addUser } from '../testing/arrange.ts'
import { orderPack, topUpInput } from '../testing/buyer.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { reconcileOrders } from './reconcile-orders.ts'
import { orderView, startTopUpInput } from './schemas.ts'
import { startTopUp } from './start-top-up.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const buyer = async (deps: Deps = t.deps) => userCtx(deps, await addUser(t))
const ordersOf = async (userId: string) => {
  const { rows } = await t.admin.query('SELECT * FROM orders WHERE user_id = $1', [userId])
  return rows
}

/** The same gateway where nobody answers. */
const unreachable = (): Deps => {
  const gateway = createSandboxGateway({
    baseUrl: 'http://127.0.0.1:1/sandbox',
    merchant: 'aetherflow-test',
    secret: new Secret('sandbox-secret-of-the-tests-0123456789'),
  })
  return { ...t.deps, gateways: new Map([['sandbox', gateway]]) }
}

test('orders a pack at its price and says where to pay', async () => {
  const ctx = await buyer()
  const order = orderView.parse(await orderPack(ctx))
  expect(order).toMatchObject({ status: 'pending', credits: 10_000n, amountMinor: 100 })
  expect(order.redirectUrl).toContain(t.simulator.url)
  expect(order.expiresAt.getTime() - order.createdAt.getTime()).toBe(30 * 60_000)
  const [row] = await ordersOf(ctx.actor.userId)
  expect(row).toMatchObject({ merchant: 'aetherflow-test', gateway_payment_id: expect.any(String) })
})

test.each([
  ['creator', 'CNY' as const, 50_000n, 3_500],
  ['team', 'USD' as const, 1_000_000n, 10_000],
])('takes the price of the pack: %s in %s', async (packCode, currency, credits, amountMinor) => {
  const order = await orderPack(await buyer(), { packCode, currency })
  expect(order).toMatchObject({ currency, credits, amountMinor })
})

test('orders a custom amount of whole credits within its bounds', async () => {
  const order = await orderPack(await buyer(), { packCode: 'custom', credits: 12_300n })
  expect(order).toMatchObject({ credits: 12_300n, amountMinor: 123 })
})

test.each([
  ['below the least', { packCode: 'custom', credits: 9_900n }],
  ['above the most', { packCode: 'custom', credits: 10_000_100n }],
  ['a part of a credit', { packCode: 'custom', credits: 10_001n }],
  ['no amount', { packCode: 'custom' }],
  ['a pack with an amount of one’s own', { packCode: 'starter', credits: 1_000_000n }],
])('refuses %s and makes no order', async (_name, differing) => {
  const ctx = await buyer()
  expect(await codeOf(orderPack(ctx, differing))).toBe('AMOUNT_OUT_OF_RANGE')
  expect(await ordersOf(ctx.actor.userId)).toEqual([])
})

test('refuses a pack that is not on sale, and one without a price in the currency', async () => {
  const ctx = await buyer()
  expect(await codeOf(orderPack(ctx, { packCode: 'nothing' }))).toBe('PACK_UNAVAILABLE')
  const id = randomUUID()
  await t.admin.query(`INSERT INTO packs (id, code, version, credits) VALUES ($1, 'usd', 1, 100)`, [
    id,
  ])
  await t.admin.query(`INSERT INTO pack_prices VALUES ($1, 'USD', 1, 100)`, [id])
  expect(await codeOf(orderPack(ctx, { packCode: 'usd', currency: 'CNY' }))).toBe(
    'PACK_UNAVAILABLE',
  )
  expect((await orderPack(ctx, { packCode: 'usd' })).amountMinor).toBe(1)
})

test('refuses a gateway that is not open here, and a frozen account', async () => {
  const ctx = await buyer()
  const gateways = new Map([...t.deps.gateways].filter(([id]) => id !== 'stripe'))
  const closed = { ...ctx, deps: { ...ctx.deps, gateways } }
  expect(await codeOf(orderPack(closed, { gateway: 'stripe' }))).toBe('GATEWAY_UNAVAILABLE')
  const frozen = userCtx(t.deps, await addUser(t), { status: 'frozen' })
  expect(await codeOf(orderPack(frozen))).toBe('ACCOUNT_FROZEN')
})

test('answers a repeat with the same order, and other content with a conflict', async () => {
  const ctx = await buyer()
  const input = topUpInput()
  const first = await startTopUp(ctx, input)
  expect(await startTopUp(ctx, input)).toEqual(first)
  expect(await codeOf(startTopUp(ctx, { ...input, packCode: 'creator' }))).toBe(
    'IDEMPOTENCY_CONFLICT',
  )
  expect(await ordersOf(ctx.actor.userId)).toHaveLength(1)
})

test('keeps the client ids of two buyers apart', async () => {
  const input = topUpInput()
  const one = await startTopUp(await buyer(), input)
  const other = await startTopUp(await buyer(), input)
  expect(one.id).not.toBe(other.id)
})

test('makes one order of the same request many times at once', async () => {
  const ctx = await buyer()
  const input = topUpInput()
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => startTopUp(ctx, input)))
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  expect(new Set(answers.map(({ redirectUrl }) => redirectUrl)).size).toBe(1)
  expect(await ordersOf(ctx.actor.userId)).toHaveLength(1)
})

test('keeps the order when the gateway does not answer, and a repeat completes it', async () => {
  const user = await addUser(t)
  const input = topUpInput()
  const down = userCtx(unreachable(), user)
  expect(await codeOf(startTopUp(down, input))).toBe('GATEWAY_UNAVAILABLE')
  expect(await codeOf(startTopUp(down, input))).toBe('GATEWAY_UNAVAILABLE')
  expect(await ordersOf(user.id)).toMatchObject([{ status: 'pending', redirect_url: null }])
  const order = await startTopUp(userCtx(t.deps, user), input)
  expect(order.redirectUrl).not.toBeNull()
  expect(await ordersOf(user.id)).toHaveLength(1)
})

test('opens ten unpaid orders of one buyer, and more once some are closed', async () => {
  const ctx = await buyer()
  const inputs = Array.from({ length: 10 }, () => topUpInput())
  for (const input of inputs) await startTopUp(ctx, input)
  await expect(orderPack(ctx)).rejects.toMatchObject({
    code: 'TOO_MANY_ORDERS',
    params: { limit: 10 },
  })
  for (const input of inputs)
    expect((await startTopUp(ctx, input)).redirectUrl).toContain(t.simulator.url)
  await orderPack(await buyer())
  await t.admin.query(
    `UPDATE orders SET status = 'expired', next_check_at = NULL WHERE user_id = $1 AND client_id = $2`,
    [ctx.actor.userId, inputs[0]?.clientId],
  )
  const last = topUpInput()
  const answers = await Promise.allSettled([
    startTopUp(ctx, last),
    startTopUp(ctx, last),
    orderPack(ctx),
    orderPack(ctx),
  ])
  expect(answers.some(({ status }) => status === 'rejected')).toBe(true)
  const open = (await ordersOf(ctx.actor.userId)).filter(({ status }) => status === 'pending')
  expect(open).toHaveLength(10)
})

test('cannot be told its price, its status or another pack by the client', () => {
  const input = topUpInput()
  expect(startTopUpInput.safeParse(input).success).toBe(true)
  for (const extra of [
    { amountMinor: 1 },
    { status: 'credited' },
    { packId: randomUUID() },
    { credits: -1n },
  ])
    expect(startTopUpInput.safeParse({ ...input, ...extra }).success).toBe(false)
})

test('refuses a currency that the gateway does not take, before anything is written', async () => {
  const ctx = await buyer()
  const input = topUpInput({ gateway: 'alipay', currency: 'USD' })
  expect(await codeOf(startTopUp(ctx, input))).toBe('CURRENCY_UNSUPPORTED')
  expect(await ordersOf(ctx.actor.userId)).toEqual([])
})

test('sends a phone to the page that suits it, and binds the order to what was asked', async () => {
  const ctx = await buyer()
  const order = await orderPack(ctx, { gateway: 'alipay', currency: 'CNY', device: 'phone' })
  expect(order).toMatchObject({ device: 'phone', gateway: 'alipay', currency: 'CNY' })
  expect(decodeURIComponent(order.redirectUrl ?? '')).toContain('alipay.trade.wap.pay')
  const desk = await orderPack(ctx, { gateway: 'alipay', currency: 'CNY' })
  expect(decodeURIComponent(desk.redirectUrl ?? '')).toContain('alipay.trade.page.pay')
  const [row] = await ordersOf(ctx.actor.userId)
  expect(row).toMatchObject({ merchant: t.deps.gateways.get('alipay')?.merchant })
})

test('keeps the name that the gateway gave to the page, for asking about it later', async () => {
  const ctx = await buyer()
  await orderPack(ctx, { gateway: 'stripe' })
  const [row] = await ordersOf(ctx.actor.userId)
  expect(row.gateway_reference).toMatch(/^cs_/)
})

test('does not let a slow answer of the gateway overwrite a payment that was made meanwhile', async () => {
  const user = await addUser(t)
  const stripe = t.deps.gateways.get('stripe')
  if (stripe === undefined) throw new Error('no gateway')
  let answer: () => void = () => {}
  let asked: () => void = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  const calling = new Promise<void>((resolve) => (asked = resolve))
  const createPayment: typeof stripe.createPayment = async (payment) => {
    const opened = await stripe.createPayment(payment)
    asked()
    await held
    return opened
  }
  const gateways = new Map([['stripe', { ...stripe, createPayment }]])
  const input = topUpInput({ gateway: 'stripe' })
  const slow = startTopUp(userCtx({ ...t.deps, gateways }, user), input)
  await calling
  const order = await startTopUp(userCtx(t.deps, user), input)
  t.simulator.settlePayment(order.id, 'paid')
  await t.clock.advance(5_000)
  await reconcileOrders(workerCtx(t.workerDeps), { limit: 100 })
  answer()
  expect((await slow).status).toBe('credited')
  const [row] = await ordersOf(user.id)
  expect(row.gateway_payment_id).toMatch(/^pi_/)
})
