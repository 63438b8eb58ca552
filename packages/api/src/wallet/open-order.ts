import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { findOwnOrder } from './internal/find-own-order.ts'
import { openPayment } from './internal/open-payment.ts'
import { toOrderView } from './internal/to-order-view.ts'
import type { OrderView } from './schemas.ts'

/**
 * Opens the payment page of a pending order whose gateway had not answered when it was made; one that has
 * its page is answered as it is. Throws NOT_FOUND, STATE_CHANGED, GATEWAY_UNAVAILABLE.
 */
export async function openOrder(ctx: UserCtx, input: { orderId: string }): Promise<OrderView> {
  const order = await findOwnOrder(ctx, input.orderId)
  if (order.status !== 'pending') throw new DomainError('STATE_CHANGED')
  return toOrderView(order.redirectUrl === null ? await openPayment(ctx.deps, order) : order)
}
