import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { fiveAtATime } from './internal/five-at-a-time.ts'
import { resolveOrder } from './internal/resolve-order.ts'
import type { Batch } from './schemas.ts'

// An admin wants a parked order asked about afresh; what does not fit again opens its incident again.
const recheck: Statement = {
  name: 'orders_recheck',
  text: `UPDATE orders o SET status = 'pending', mismatch_reason = NULL, next_check_at = clock_now(), updated_at = clock_now()
           FROM payment_incidents i
          WHERE o.status = 'mismatch' AND i.order_id = o.id AND i.reason = o.mismatch_reason
            AND i.resolution = 'rechecked'
            AND NOT EXISTS (SELECT FROM order_refunds r WHERE r.order_id = o.id AND r.state <> 'refused')`,
}
// Taking an order moves its next check, so that two workers do not ask about it at once.
const due: Statement = {
  name: 'orders_due',
  text: `UPDATE orders SET next_check_at = clock_now() + interval '60 seconds', updated_at = clock_now()
         WHERE id IN (SELECT id FROM orders WHERE next_check_at <= (SELECT clock_now())
                      ORDER BY next_check_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
}

/** Heals orders whose webhook never came, by the same path as the webhook. */
export async function reconcileOrders(ctx: WorkerCtx, input: { limit: number }): Promise<Batch> {
  const { deps } = ctx
  await deps.sql.query(recheck, [])
  const orders = await deps.sql.query<{ id: string }>(due, [input.limit])
  await fiveAtATime(orders, async ({ id }) => void (await resolveOrder(deps, id)))
  return { processed: orders.length, more: orders.length === input.limit }
}
