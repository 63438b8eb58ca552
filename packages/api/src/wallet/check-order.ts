import type { UserCtx } from '../context.ts'
import { findOwnOrder } from './internal/find-own-order.ts'
import { toOrderView } from './internal/to-order-view.ts'
import type { OrderView } from './schemas.ts'

/** "I have paid, check again": the worker asks the gateway at once instead of at the next turn. */
export async function checkOrder(ctx: UserCtx, input: { orderId: string }): Promise<OrderView> {
  const order = await findOwnOrder(ctx, input.orderId)
  if (order.status === 'pending') {
    await ctx.deps.prisma.order.updateMany({
      where: { id: order.id, userId: ctx.actor.userId, status: 'pending' },
      data: { nextCheckAt: ctx.deps.clock.now() },
    })
    ctx.deps.wake.send('gateway-events')
  }
  return toOrderView(order)
}
