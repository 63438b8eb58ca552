import type { MismatchReason } from '@aetherflow/ledger/top-up'
import type { Sql, Statement } from '@aetherflow/db/sql'

export type IncidentReason =
  | MismatchReason
  /** The gateway now says something else about the payment that was credited. */
  | 'CHANGED'
  /** The bank takes back a payment that credited nothing, or of which nothing is left. */
  | 'DISPUTE'
  | 'REFUND_AT_DESK'
  /** A refund that was done, and that the gateway has failed since. */
  | 'REFUND_FAILED'
  | 'SECOND_PAYMENT'
  | 'UNKNOWN_ORDER'

export type Incident = {
  gateway: string
  gatewayPaymentId: string
  orderId: string | null
  reason: IncidentReason
  amountMinor: number
  currency: string
  merchant: string
}

// The same fact again changes nothing, unless an admin wanted it asked about afresh or it has grown.
const record: Statement = {
  name: 'payment_incident_record',
  text: `INSERT INTO payment_incidents AS i
           (gateway, gateway_payment_id, order_id, reason, amount_minor, currency, merchant, created_at)
         VALUES ($1, $2, $3::uuid, $4, $5, $6, $7, clock_now())
         ON CONFLICT (gateway, gateway_payment_id, reason) DO UPDATE
            SET state = 'open', resolution = NULL, resolved_at = NULL, amount_minor = excluded.amount_minor
          WHERE i.resolution = 'rechecked'
             OR i.reason = 'REFUND_AT_DESK' AND i.amount_minor < excluded.amount_minor`,
}

/** Puts a payment that does not fit before an admin; it has credited nothing. */
export async function recordIncident(sql: Sql, incident: Incident): Promise<void> {
  const { gateway, gatewayPaymentId, orderId, reason, amountMinor, currency, merchant } = incident
  await sql.query(record, [
    gateway,
    gatewayPaymentId,
    orderId,
    reason,
    amountMinor,
    currency,
    merchant,
  ])
}
