import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { fiveAtATime } from './internal/five-at-a-time.ts'
import { resolveOrder } from './internal/resolve-order.ts'
import type { Batch } from './schemas.ts'

// Taking an order moves its next check, so that two workers do not ask about it at once.
const due: Statement = {
  name: 'orders_due',
  text: `UPDATE orders SET next_check_at = $2::timestamptz + interval '60 seconds', updated_at = $2
         WHERE id IN (SELECT id FROM orders WHERE status = 'pending' AND next_check_at <= $2
                      ORDER BY next_check_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
}

/** Heals orders whose webhook never came, by the same path as the webhook. */
export async function reconcileOrders(ctx: WorkerCtx, input: { limit: number }): Promise<Batch> {
  const { deps } = ctx
  const orders = await deps.sql.query<{ id: string }>(due, [input.limit, deps.clock.now()])
  await fiveAtATime(orders, async ({ id }) => void (await resolveOrder(deps, id)))
  return { processed: orders.length, more: orders.length === input.limit }
}
