import type { Sql } from '@aetherflow/db/sql'

type Row = { repeated: boolean; order_refunded: boolean }

const statement = {
  name: 'ledger_refund_done',
  text: 'SELECT repeated, order_refunded FROM ledger.refund_done($1::uuid, $2::text)',
}

/**
 * Ends a debited refund that the gateway has confirmed and counts it on its order, which is refunded once
 * all its credits are. Throws NOT_FOUND, STATE_CHANGED (not debited), IDEMPOTENCY_CONFLICT (done under
 * another of the gateway's ids).
 */
export async function refundDone(
  sql: Sql,
  of: { refundId: string; gatewayRefundId: string },
): Promise<{ repeated: boolean; orderRefunded: boolean }> {
  const [row] = await sql.query<Row>(statement, [of.refundId, of.gatewayRefundId])
  if (row === undefined) throw new Error('refund_done answered nothing')
  return { repeated: row.repeated, orderRefunded: row.order_refunded }
}
