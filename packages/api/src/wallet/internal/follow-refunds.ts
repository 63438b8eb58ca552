import type { Statement } from '@aetherflow/db/sql'
import type { GatewayRefund } from '@aetherflow/integrations/payment/payment-gateway'
import type { Deps } from '../../deps.ts'
import type { PaidState } from './paid-state.ts'
import type { KnownOrder } from './read-order.ts'
import { recordIncident } from './record-incident.ts'

const ours: Statement = {
  name: 'order_refunds_of_order',
  text: `SELECT id, state::text AS state FROM order_refunds WHERE order_id = $1`,
}
// The gateway has made up its mind: the refund's next turn is now.
const hurry: Statement = {
  name: 'order_refund_hurry',
  text: `UPDATE order_refunds SET next_at = least(next_at, clock_now()) WHERE id = ANY($1::uuid[]) AND state = 'debited'`,
}

const sum = (refunds: GatewayRefund[]) =>
  refunds.reduce((total, { amountMinor }) => total + amountMinor, 0)

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
  const rows = await deps.sql.query<{ id: string; state: string }>(ours, [order.id])
  const known = new Map(rows.map(({ id, state }) => [id, state]))
  const isOurs = ({ refundId }: GatewayRefund) => refundId !== null && known.has(refundId)
  const { gatewayPaymentId, currency, merchant } = payment
  const seen = { gateway: order.gateway, gatewayPaymentId, orderId: order.id, currency, merchant }
  const atDesk = sum(payment.refunds.filter((refund) => refund.state === 'done' && !isOurs(refund)))
  if (atDesk > 0)
    await recordIncident(deps.sql, { ...seen, reason: 'REFUND_AT_DESK', amountMinor: atDesk })
  const mine = payment.refunds.filter(isOurs)
  const failed = sum(
    mine.filter(
      ({ refundId, state }) => state === 'failed' && known.get(refundId ?? '') === 'done',
    ),
  )
  if (failed > 0)
    await recordIncident(deps.sql, { ...seen, reason: 'REFUND_FAILED', amountMinor: failed })
  const ended = mine.filter(({ state }) => state !== 'pending').map(({ refundId }) => refundId)
  if (ended.length > 0) await deps.sql.query(hurry, [ended])
}
