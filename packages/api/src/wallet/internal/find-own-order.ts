import type { Order } from '@aetherflow/db/generated/prisma/client'
import type { UserCtx } from '../../context.ts'
import { DomainError } from '../../domain-error.ts'

/** Throws NOT_FOUND for an id that does not exist or is not the caller's. */
export async function findOwnOrder(ctx: UserCtx, orderId: string): Promise<Order> {
  const order = await ctx.deps.prisma.order.findFirst({
    where: { id: orderId, userId: ctx.actor.userId },
  })
  if (order === null) throw new DomainError('NOT_FOUND')
  return order
}
