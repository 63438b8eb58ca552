import type { Sql, Statement } from '@aetherflow/db/sql'

/** What of an order can still go back: hundredths of a credit, and minor units of its currency. */
export type Refundable = { credits: bigint; amountMinor: number }

// What is on its way counts as gone, and so does money that went back at the gateway's desk or through the bank.
const read: Statement = {
  name: 'orders_refundable',
  text: `SELECT o.id,
    greatest(0, o.credits - o.refunded_credits - live.credits - bank.credits)::bigint AS credits,
    greatest(0, o.amount_minor - o.refunded_minor - live.minor - bank.minor - desk.minor)::bigint AS minor
  FROM orders o
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.credits), 0) AS credits, coalesce(sum(r.amount_minor) FILTER (WHERE r.credits > 0), 0) AS minor
      FROM order_refunds r WHERE r.order_id = o.id AND r.state IN ('awaiting_approval', 'requested', 'debited')) live
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(c.credits), 0) AS credits, coalesce(sum(c.amount_minor), 0) AS minor
      FROM chargebacks c WHERE c.order_id = o.id AND c.state <> 'won') bank
  CROSS JOIN LATERAL (
    SELECT greatest(0, coalesce(sum(i.amount_minor), 0) - coalesce(sum(r.minor), 0)) AS minor
      FROM payment_incidents i
      CROSS JOIN LATERAL (SELECT sum(r.amount_minor) AS minor FROM order_refunds r
                           WHERE r.incident_id = i.id AND r.state <> 'refused') r
     WHERE i.order_id = o.id AND i.reason = 'REFUND_AT_DESK') desk
  WHERE o.id = ANY($1::uuid[]) AND o.status = 'credited'`,
}

/** What is left to refund of each of the orders; one that is not credited has no entry. */
export async function refundable(
  sql: Sql,
  orderIds: readonly string[],
): Promise<Map<string, Refundable>> {
  const rows = await sql.query<{ id: string; credits: bigint; minor: bigint }>(read, [orderIds])
  return new Map(
    rows.map(({ id, credits, minor }) => [id, { credits, amountMinor: Number(minor) }]),
  )
}
