import type { Sql, Statement } from '@aetherflow/db/sql'
import type { OurLine } from './book-differences.ts'

// By when we recorded it, which is after the gateway did: its books are looked at some days back. What it did
// longer ago was compared on its own day. Ten minutes are for clocks that differ around midnight: a gateway's may be
// ahead, and then its books are a day later than ours.
const read: Statement = {
  name: 'our_lines_of_day',
  text: `WITH span AS (SELECT $2::date::timestamp AT TIME ZONE 'UTC' - interval '10 minutes' AS from_at,
                         ($2::date + 1)::timestamp AT TIME ZONE 'UTC' - interval '10 minutes' AS to_at)
    SELECT 'payment' AS kind, o.gateway_payment_id AS "gatewayPaymentId", o.id AS "orderId", o.currency,
           o.amount_minor AS "amountMinor"
      FROM span, orders o
     WHERE o.gateway = $1 AND o.credited_at IS NOT NULL
       AND o.credited_at >= span.from_at AND o.credited_at < span.to_at
       AND o.paid_at >= span.from_at - interval '2 days'
    UNION ALL
    SELECT 'refund', coalesce(i.gateway_payment_id, o.gateway_payment_id), o.id, r.currency, -r.amount_minor
      FROM span, order_refunds r JOIN orders o ON o.id = r.order_id LEFT JOIN payment_incidents i ON i.id = r.incident_id
     WHERE o.gateway = $1 AND r.state = 'done' AND r.ended_at >= span.from_at AND r.ended_at < span.to_at
       AND r.debited_at >= span.from_at - interval '2 days' AND i.reason IS DISTINCT FROM 'REFUND_AT_DESK'
    UNION ALL
    SELECT 'dispute', o.gateway_payment_id, o.id, c.currency, -c.amount_minor
      FROM span, chargebacks c JOIN orders o ON o.id = c.order_id
     WHERE c.gateway = $1 AND c.debited_at >= span.from_at AND c.debited_at < span.to_at
    UNION ALL
    SELECT 'dispute-return', o.gateway_payment_id, o.id, c.currency, c.amount_minor
      FROM span, chargebacks c JOIN orders o ON o.id = c.order_id
     WHERE c.gateway = $1 AND c.state = 'won' AND c.debited_at IS NOT NULL AND c.ended_at >= span.from_at AND c.ended_at < span.to_at`,
}

/** What we recorded of a gateway on one UTC day (YYYY-MM-DD). */
export function ourLines(sql: Sql, gateway: string, day: string): Promise<OurLine[]> {
  return sql.query<OurLine>(read, [gateway, day])
}
