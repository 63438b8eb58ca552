import type { UserCtx } from '../context.ts'
import { checkOrder } from '../wallet/check-order.ts'
import { getOrder } from '../wallet/get-order.ts'
import { reconcileOrders } from '../wallet/reconcile-orders.ts'
import type { OrderView, StartTopUp } from '../wallet/schemas.ts'
import { addUser } from './arrange.ts'
import { orderPack } from './buyer.ts'
import { userCtx, workerCtx } from './contexts.ts'
import type { TestDeps } from './test-deps.ts'

export type PaidOrder = { ctx: UserCtx; order: OrderView }

/** A buyer's order that was paid at the simulator and that the worker has credited. */
export async function paidOrder(
  test: TestDeps,
  differing: Partial<StartTopUp> = {},
): Promise<PaidOrder> {
  const ctx = userCtx(test.deps, await addUser(test))
  const { id } = await orderPack(ctx, differing)
  test.simulator.settlePayment(id, 'paid')
  await followOrder(test, ctx, id)
  return { ctx, order: await getOrder(ctx, { orderId: id }) }
}

/** Has the worker ask the gateway about an order, whatever its state. */
export async function followOrder(test: TestDeps, ctx: UserCtx, orderId: string): Promise<void> {
  await checkOrder(ctx, { orderId })
  await test.admin.query(`UPDATE orders SET next_check_at = '2000-01-01' WHERE id = $1`, [orderId])
  await reconcileOrders(workerCtx(test.workerDeps), { limit: 100 })
}

/** Spends `amount` hundredths of what a user has: into thin air, as far as the test is concerned. */
export async function takeFromWallet(
  test: TestDeps,
  userId: string,
  amount: bigint,
): Promise<void> {
  await test.admin.query(
    `UPDATE accounts SET balance = balance - $2 WHERE user_id = $1 AND kind = 'available'`,
    [userId, amount],
  )
}
