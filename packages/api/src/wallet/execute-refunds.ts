import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { executeRefund, type TakenRefund } from './internal/execute-refund.ts'
import { fiveAtATime } from './internal/five-at-a-time.ts'
import type { Batch } from './schemas.ts'

// Taking a refund moves its next turn, which is the pause after a gateway that did not answer (30 s, doubling to an
// hour) and the lease of a worker that died.
const take: Statement = {
  name: 'order_refunds_take',
  text: `UPDATE order_refunds SET attempts = attempts + 1,
                next_at = clock_now() + least(30 * 2 ^ least(attempts, 10), 3600) * interval '1 second'
          WHERE id IN (SELECT id FROM order_refunds
                        WHERE state IN ('requested', 'debited') AND next_at <= (SELECT clock_now())
                        ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id, order_id AS "orderId", incident_id AS "incidentId", amount_minor AS "amountMinor",
                   currency, reason, state::text AS state, attempts, gateway_refund_id AS "gatewayRefundId"`,
}

/** Gives money back as admins asked: the credits first, then the gateway, each at most once. */
export async function executeRefunds(ctx: WorkerCtx, input: { limit: number }): Promise<Batch> {
  const { deps } = ctx
  const refunds = await deps.sql.query<TakenRefund>(take, [input.limit])
  await fiveAtATime(refunds, async (refund) => {
    const outcome = await executeRefund(deps, refund)
    deps.log.info({ refundId: refund.id, outcome }, 'refund followed up')
  })
  return { processed: refunds.length, more: refunds.length === input.limit }
}
