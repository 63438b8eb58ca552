import type { Sql, Statement } from '@aetherflow/db/sql'

/** What following an order up needs to know, with its deadlines compared on the database's clock. */
export type KnownOrder = {
  id: string
  gateway: string
  reference: string | null
  gatewayPaymentId: string | null
  credits: bigint
  amountMinor: number
  status: string
  checks: number
  /** Past its end and a while more: a payment made in the last second is still found. */
  isOver: boolean
  /** A day past its end: nobody can be asked any more, and none has paid. */
  isAbandoned: boolean
}

const read: Statement = {
  name: 'order_read',
  text: `SELECT id, gateway, gateway_reference AS reference, gateway_payment_id AS "gatewayPaymentId", credits,
                amount_minor AS "amountMinor", status::text AS status, checks,
                expires_at + interval '5 minutes' < clock_now() AS "isOver",
                expires_at + interval '1 day' < clock_now() AS "isAbandoned"
           FROM orders WHERE id = $1`,
}

/** An order as the worker follows it up, whoever owns it; null for an id that does not exist. */
export async function readOrder(sql: Sql, orderId: string): Promise<KnownOrder | null> {
  const [order] = await sql.query<KnownOrder>(read, [orderId])
  return order ?? null
}
