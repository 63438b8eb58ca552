import type { UserCtx } from '../context.ts'
import { pageOf } from '../keyset.ts'
import { deskRefunds } from './internal/desk-refunds.ts'
import { toOrderView } from './internal/to-order-view.ts'
import type { OrderView } from './schemas.ts'

/** The caller's orders, newest first. */
export async function listOrders(
  ctx: UserCtx,
  input: { before?: string | undefined; limit: number },
): Promise<{ orders: OrderView[]; more: boolean }> {
  const found = await ctx.deps.prisma.order.findMany({
    where: {
      userId: ctx.actor.userId,
      ...(input.before === undefined ? {} : { id: { lt: input.before } }),
    },
    orderBy: { id: 'desc' },
    take: input.limit + 1,
  })
  const { rows, more } = pageOf(found, input.limit)
  const atDesk = await deskRefunds(
    ctx.deps.sql,
    rows.map(({ id }) => id),
  )
  return { orders: rows.map((order) => toOrderView(order, atDesk.get(order.id))), more }
}
