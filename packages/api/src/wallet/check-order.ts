import type { UserCtx } from '../context.ts'
import { findOwnOrder } from './internal/find-own-order.ts'
import { toOrderView } from './internal/to-order-view.ts'
import type { OrderView } from './schemas.ts'

/** A gateway is not asked about one order more often than this, however often a buyer presses. */
const shortestPauseMs = 5_000

/**
 * "I have paid, check again": the worker asks the gateway at once instead of at the next turn, unless it
 * has just asked. Throws NOT_FOUND.
 */
export async function checkOrder(ctx: UserCtx, input: { orderId: string }): Promise<OrderView> {
  const order = await findOwnOrder(ctx, input.orderId)
  const now = ctx.deps.clock.now()
  const moved = await ctx.deps.prisma.order.updateMany({
    where: {
      id: order.id,
      userId: ctx.actor.userId,
      status: 'pending',
      nextCheckAt: { gt: now },
      updatedAt: { lt: new Date(now.getTime() - shortestPauseMs) },
    },
    data: { nextCheckAt: now, updatedAt: now },
  })
  if (moved.count > 0) ctx.deps.wake.send('gateway-events')
  return toOrderView(order)
}
