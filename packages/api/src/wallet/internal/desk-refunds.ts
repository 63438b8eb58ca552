import type { Sql, Statement } from '@aetherflow/db/sql'

// What an admin has had taken from the wallet for it is counted on the order itself by then.
const read: Statement = {
  name: 'orders_desk_refunds',
  text: `SELECT i.order_id AS "orderId", greatest(0, sum(i.amount_minor - coalesce(r.minor, 0)))::int AS minor
           FROM payment_incidents i
          CROSS JOIN LATERAL (SELECT sum(amount_minor) AS minor FROM order_refunds
                               WHERE incident_id = i.id AND state = 'done') r
          WHERE i.order_id = ANY($1::uuid[]) AND i.reason = 'REFUND_AT_DESK' GROUP BY 1`,
}

/** Minor units that went back at the gateway's own desk and that the orders themselves do not count yet. */
export async function deskRefunds(
  sql: Sql,
  orderIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql.query<{ orderId: string; minor: number }>(read, [orderIds])
  return new Map(rows.map(({ orderId, minor }) => [orderId, minor]))
}
