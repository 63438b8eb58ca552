import type { UserCtx } from '../context.ts'
import { deskRefunds } from './internal/desk-refunds.ts'
import { findOwnOrder } from './internal/find-own-order.ts'
import { toOrderView } from './internal/to-order-view.ts'
import type { OrderView } from './schemas.ts'

/** One of the caller's orders. Somebody else's is not found. */
export async function getOrder(ctx: UserCtx, input: { orderId: string }): Promise<OrderView> {
  const order = await findOwnOrder(ctx, input.orderId)
  return toOrderView(order, (await deskRefunds(ctx.deps.sql, [order.id])).get(order.id))
}
