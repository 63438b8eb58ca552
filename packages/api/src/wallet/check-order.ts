import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { findOwnOrder } from './internal/find-own-order.ts'
import { toOrderView } from './internal/to-order-view.ts'
import type { OrderView } from './schemas.ts'

// A gateway is not asked about one order more often than every five seconds, however often a buyer presses.
// An order that ended without payment may be asked about for a week: the money may have been late.
const askNow: Statement = {
  name: 'order_check_now',
  text: `UPDATE orders SET next_check_at = clock_now(), updated_at = clock_now()
          WHERE id = $1 AND user_id = $2 AND updated_at < clock_now() - interval '5 seconds'
            AND (status = 'pending' AND next_check_at > clock_now()
                 OR status IN ('expired', 'cancelled') AND next_check_at IS NULL
                    AND expires_at > clock_now() - interval '7 days')
         RETURNING id`,
}

/**
 * "I have paid, check again": the worker asks the gateway at once instead of at the next turn, unless it
 * has just asked. Throws NOT_FOUND.
 */
export async function checkOrder(ctx: UserCtx, input: { orderId: string }): Promise<OrderView> {
  const order = await findOwnOrder(ctx, input.orderId)
  const moved = await ctx.deps.sql.query(askNow, [order.id, ctx.actor.userId])
  if (moved.length > 0) ctx.deps.wake.send('gateway-events')
  return toOrderView(order)
}
