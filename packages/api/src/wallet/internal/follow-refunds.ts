import type { Statement } from '@aetherflow/db/sql'
import type { GatewayRefund } from '@aetherflow/integrations/payment/payment-gateway'
import type { Deps } from '../../deps.ts'
import type { PaidState } from './paid-state.ts'
import type { KnownOrder } from './read-order.ts'
import { recordIncident } from './record-incident.ts'

const ours: Statement = {
  name: 'order_refunds_at_gateway',
  text: `SELECT r.id, r.state::text AS state, r.amount_minor AS "amountMinor"
           FROM order_refunds r LEFT JOIN payment_incidents i ON i.id = r.incident_id
          WHERE r.order_id = $1 AND r.state IN ('debited', 'done') AND i.reason IS DISTINCT FROM 'REFUND_AT_DESK'
            AND coalesce(i.gateway_payment_id, $2) = $2`,
}
type OwnRefund = { id: string; state: 'debited' | 'done'; amountMinor: number }
// The gateway has made up its mind: the refund's next turn is now.
const hurry: Statement = {
  name: 'order_refund_hurry',
  text: `UPDATE order_refunds SET next_at = least(next_at, clock_now()) WHERE id = ANY($1::uuid[]) AND state = 'debited'`,
}

/**
 * Compares the refunds that a gateway knows with ours. Money that went back at the gateway's own desk took
 * no credits, and a refund that failed after it was done gave none back: both are put before an admin.
 */
export async function followRefunds(
  deps: Deps,
  order: KnownOrder,
  payment: PaidState,
): Promise<void> {
  if (payment.refunds.length === 0) return
  const { gatewayPaymentId, currency, merchant, refunds } = payment
  const own = await deps.sql.query<OwnRefund>(ours, [order.id, gatewayPaymentId])
  const seen = { gateway: order.gateway, gatewayPaymentId, orderId: order.id, currency, merchant }
  const atDesk = madeAtDesk(refunds, own)
  if (atDesk > 0)
    await recordIncident(deps.sql, { ...seen, reason: 'REFUND_AT_DESK', amountMinor: atDesk })
  const stateOf = new Map(own.map(({ id, state }) => [id, state]))
  const failed = refunds.filter(
    ({ refundId, state }) => state === 'failed' && stateOf.get(refundId ?? '') === 'done',
  )
  if (failed.length > 0)
    await recordIncident(deps.sql, { ...seen, reason: 'REFUND_FAILED', amountMinor: sum(failed) })
  const ended = refunds.flatMap(({ refundId, state }) =>
    refundId !== null && state !== 'pending' && stateOf.get(refundId) === 'debited'
      ? [refundId]
      : [],
  )
  if (ended.length > 0) await deps.sql.query(hurry, [ended])
}

/** A gateway that does not name a refund may mean one of ours: only what exceeds those is a stranger's. */
function madeAtDesk(refunds: readonly GatewayRefund[], own: readonly OwnRefund[]): number {
  const named = new Set(refunds.map(({ refundId }) => refundId))
  const isOwn = new Set<string | null>(own.map(({ id }) => id))
  const strange = refunds.filter(({ refundId, state }) => state === 'done' && !isOwn.has(refundId))
  return sum(strange) - sum(own.filter(({ id }) => !named.has(id)))
}

function sum(amounts: readonly { amountMinor: number }[]): number {
  return amounts.reduce((total, { amountMinor }) => total + amountMinor, 0)
}
