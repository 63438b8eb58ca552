import type { Sql, Statement } from '@aetherflow/db/sql'
import type { KnownPayment } from './book-differences.ts'

// A credited payment counts only with its entry in the clearing account, so that the books meet the ledger and not
// just our orders. One that lies before an admin is known too: it is no surprise. A stranger's, which belongs to no
// order, may go back the way it came.
const read: Statement = {
  name: 'payments_known',
  text: `SELECT p.id AS "gatewayPaymentId", coalesce(o.id, i.order_id) AS "orderId",
      coalesce(o.currency, i.currency) AS currency,
      CASE WHEN cleared.done THEN o.amount_minor ELSE coalesce(i.minor, 0) END AS "paymentMinor",
      coalesce(given.minor, 0)::int + coalesce(i.at_desk, stranger.minor, 0) AS "refundMinor",
      coalesce(taken.minor, stranger.minor, 0)::int AS "disputeMinor",
      coalesce(taken.returned, stranger.minor, 0)::int AS "returnMinor"
    FROM unnest($2::text[]) p(id)
    LEFT JOIN orders o ON o.gateway = $1 AND o.gateway_payment_id = p.id AND o.credited_at IS NOT NULL
    CROSS JOIN LATERAL (SELECT EXISTS (
      SELECT FROM transfers t JOIN entries e ON e.transfer_id = t.id JOIN accounts a ON a.id = e.account_id
       WHERE t.business_key = 'top_up:' || o.id AND a.kind = 'clearing' AND a.gateway = $1) AS done) cleared
    LEFT JOIN LATERAL (
      SELECT (array_agg(order_id))[1] AS order_id, min(currency) AS currency,
             max(amount_minor) FILTER (WHERE reason NOT IN ('REFUND_AT_DESK', 'REFUND_FAILED', 'DISPUTE')) AS minor,
             max(amount_minor) FILTER (WHERE reason = 'REFUND_AT_DESK') AS at_desk
        FROM payment_incidents WHERE gateway = $1 AND gateway_payment_id = p.id) i ON true
    CROSS JOIN LATERAL (SELECT CASE WHEN o.id IS NULL AND i.order_id IS NULL THEN i.minor END AS minor) stranger
    LEFT JOIN LATERAL (
      SELECT sum(r.amount_minor) AS minor
        FROM order_refunds r LEFT JOIN payment_incidents x ON x.id = r.incident_id
       WHERE r.order_id = coalesce(o.id, i.order_id) AND r.state IN ('debited', 'done')
         AND x.reason IS DISTINCT FROM 'REFUND_AT_DESK'
         AND (x.id IS NULL AND o.id IS NOT NULL OR x.gateway_payment_id = p.id)) given ON true
    LEFT JOIN LATERAL (
      SELECT sum(c.amount_minor) AS minor, sum(c.amount_minor) FILTER (WHERE c.state = 'won') AS returned
        FROM chargebacks c WHERE c.order_id = coalesce(o.id, i.order_id)) taken ON true`,
}

/** What we know of each payment of a gateway, on whatever day it became known; a stranger's is known as nothing. */
export function knownPayments(
  sql: Sql,
  gateway: string,
  gatewayPaymentIds: readonly string[],
): Promise<KnownPayment[]> {
  return sql.query<KnownPayment>(read, [gateway, gatewayPaymentIds])
}
