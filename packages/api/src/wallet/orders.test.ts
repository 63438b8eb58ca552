import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { orderPack } from '../testing/buyer.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { checkOrder } from './check-order.ts'
import { getOrder } from './get-order.ts'
import { listOrders } from './list-orders.ts'
import { openOrder } from './open-order.ts'
import { reconcileOrders } from './reconcile-orders.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const buyer = async () => userCtx(t.deps, await addUser(t))

test('shows a buyer their order, and nobody else', async () => {
  const ctx = await buyer()
  const order = await orderPack(ctx)
  expect(await getOrder(ctx, { orderId: order.id })).toEqual(order)
  const stranger = await buyer()
  expect(await codeOf(getOrder(stranger, { orderId: order.id }))).toBe('NOT_FOUND')
  expect(await codeOf(checkOrder(stranger, { orderId: order.id }))).toBe('NOT_FOUND')
  expect(await codeOf(getOrder(ctx, { orderId: randomUUID() }))).toBe('NOT_FOUND')
})

test('offers no page to pay on once an order is closed', async () => {
  const ctx = await buyer()
  const order = await orderPack(ctx)
  await t.admin.query(`UPDATE orders SET status = 'expired' WHERE id = $1`, [order.id])
  expect(await getOrder(ctx, { orderId: order.id })).toMatchObject({ redirectUrl: null })
})

test('lists them newest first, a page at a time, also while new ones come', async () => {
  const ctx = await buyer()
  const ids: string[] = []
  for (let count = 0; count < 5; count += 1) ids.unshift((await orderPack(ctx)).id)
  await orderPack(await buyer())
  const first = await listOrders(ctx, { limit: 2 })
  expect(first).toMatchObject({ more: true, orders: [{ id: ids[0] }, { id: ids[1] }] })
  await orderPack(ctx)
  const second = await listOrders(ctx, { before: ids[1], limit: 2 })
  expect(second.orders.map(({ id }) => id)).toEqual([ids[2], ids[3]])
  const last = await listOrders(ctx, { before: ids[3], limit: 2 })
  expect(last).toMatchObject({ more: false, orders: [{ id: ids[4] }] })
})

test('has a pending order looked at now and wakes the worker, once in five seconds', async () => {
  const ctx = await buyer()
  const order = await orderPack(ctx)
  const inAnHour = () =>
    t.admin.query(`UPDATE orders SET next_check_at = $2 WHERE id = $1`, [
      order.id,
      new Date(t.clock.now().getTime() + 3_600_000),
    ])
  const isDue = async () => {
    // By the clock that wrote it, and a little later: what is stored is rounded to the millisecond.
    const { rows } = await t.admin.query(
      `SELECT next_check_at <= clock_now() + interval '1 second' AS due FROM orders WHERE id = $1`,
      [order.id],
    )
    return rows[0].due
  }
  let woken = 0
  const stop = t.deps.wake.on('gateway-events', () => (woken += 1))
  const check = async () => {
    await inAnHour()
    await checkOrder(ctx, { orderId: order.id })
    return [await isDue(), woken]
  }
  expect(await check()).toEqual([false, 0])
  await t.clock.advance(6_000)
  expect(await check()).toEqual([true, 1])
  expect(await check()).toEqual([false, 1])
  await t.clock.advance(6_000)
  // Nobody answered for a while: it is the reconciler's turn, and asking changes nothing.
  await t.admin.query(`UPDATE orders SET next_check_at = '2000-01-01' WHERE id = $1`, [order.id])
  await checkOrder(ctx, { orderId: order.id })
  expect(woken).toBe(1)
  await reconcileOrders(workerCtx(t.workerDeps), { limit: 10 })
  expect(await check()).toEqual([false, 1])
  stop()
})

test('leaves a credited or a parked order alone', async () => {
  const ctx = await buyer()
  const order = await orderPack(ctx)
  let woken = 0
  const stop = t.deps.wake.on('gateway-events', () => (woken += 1))
  for (const status of ['mismatch', 'credited']) {
    await t.admin.query(
      `UPDATE orders SET status = $2::order_status, next_check_at = NULL WHERE id = $1`,
      [order.id, status],
    )
    await t.clock.advance(6_000)
    await checkOrder(ctx, { orderId: order.id })
  }
  stop()
  expect(woken).toBe(0)
})

test('has an order that ended unpaid looked at once more, for a week', async () => {
  const ctx = await buyer()
  const order = await orderPack(ctx)
  const nextCheck = async () => {
    const { rows } = await t.admin.query('SELECT next_check_at AS at FROM orders WHERE id = $1', [
      order.id,
    ])
    return rows[0].at
  }
  await t.admin.query(`UPDATE orders SET status = 'expired', next_check_at = NULL WHERE id = $1`, [
    order.id,
  ])
  await t.clock.advance(6_000)
  await checkOrder(ctx, { orderId: order.id })
  expect(await nextCheck()).toBeInstanceOf(Date)
  await reconcileOrders(workerCtx(t.workerDeps), { limit: 100 })
  expect(await nextCheck()).toBeNull()
  await t.clock.advance(8 * 24 * 3_600_000)
  await checkOrder(ctx, { orderId: order.id })
  expect(await nextCheck()).toBeNull()
})

test('opens the page of an order whose gateway had not answered, and of no other', async () => {
  const ctx = await buyer()
  const order = await orderPack(ctx)
  expect(await openOrder(ctx, { orderId: order.id })).toEqual(order)
  await t.admin.query(`UPDATE orders SET redirect_url = NULL WHERE id = $1`, [order.id])
  const [one, other] = await Promise.all([1, 2].map(() => openOrder(ctx, { orderId: order.id })))
  expect([one?.redirectUrl, other?.redirectUrl]).toEqual([order.redirectUrl, order.redirectUrl])
  expect(await codeOf(openOrder(await buyer(), { orderId: order.id }))).toBe('NOT_FOUND')
  await t.admin.query(`UPDATE orders SET status = 'expired', redirect_url = NULL WHERE id = $1`, [
    order.id,
  ])
  expect(await codeOf(openOrder(ctx, { orderId: order.id }))).toBe('STATE_CHANGED')
})
