import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'

/** What the gateway says it was paid, after it has been asked. */
export type Payment = {
  orderId: string
  gateway: string
  merchant: string
  gatewayPaymentId: string
  /** Minor units of the currency. */
  amountMinor: number
  currency: string
}

/** The first fact of a payment that does not fit its order or its pack's price. */
export type MismatchReason =
  | 'GATEWAY'
  | 'MERCHANT'
  | 'CURRENCY'
  | 'AMOUNT'
  | 'CREDITS'
  | 'BOUNDS'
  | 'PRICE'
  | 'PAYMENT'
  | 'PAYMENT_REUSED'

export type TopUpResult =
  | { kind: 'credited' | 'already'; credits: CreditHundredths; transferId: string }
  | { kind: 'mismatch'; reason: MismatchReason }

type Row =
  | { outcome: 'credited' | 'already'; credits: bigint; transfer_id: string }
  | { outcome: 'mismatch'; reason: MismatchReason }

const statement = {
  name: 'ledger_top_up',
  text: `SELECT outcome, reason, credits, transfer_id
           FROM ledger.top_up($1::uuid, $2::text, $3::text, $4::text, $5::bigint, $6::text)`,
}

/**
 * Credits a paid order exactly once, with the credits of its pack version; a payment that does not
 * fit makes the order a mismatch and credits nothing. A late payment of an expired or cancelled
 * order is credited. Throws NOT_FOUND, and IDEMPOTENCY_CONFLICT when another payment had credited it.
 */
export async function topUp(sql: Sql, payment: Payment): Promise<TopUpResult> {
  const { orderId, gateway, merchant, gatewayPaymentId, amountMinor, currency } = payment
  const values = [orderId, gateway, merchant, gatewayPaymentId, amountMinor, currency]
  const [row] = await sql.query<Row>(statement, values)
  if (row === undefined) throw new Error('top_up answered nothing')
  if (row.outcome === 'mismatch') return { kind: 'mismatch', reason: row.reason }
  return { kind: row.outcome, credits: creditHundredths(row.credits), transferId: row.transfer_id }
}
