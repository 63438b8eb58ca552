import type { Sql } from '@aetherflow/db/sql'

/** Why a refund cannot be. OWN_CASE: an admin asked for their own money. */
export type RefundFailure =
  | 'INSUFFICIENT_CREDITS'
  | 'NOT_CREDITED'
  | 'CHARGED_BACK'
  | 'REFUND_TOO_LARGE'
  | 'NOT_AN_ADMIN'
  | 'APPROVAL_MISSING'
  | 'OWN_CASE'
  /** What the gateway said when it refused. */
  | (string & Record<never, never>)

export type RefundedOrder =
  | { outcome: 'debited' | 'already'; failure: null }
  | { outcome: 'refused'; failure: RefundFailure }

const statement = {
  name: 'ledger_refund_order',
  text: 'SELECT outcome, failure FROM ledger.refund_order($1::uuid)',
}

/**
 * Takes the credits of a requested refund out of `available`, before the gateway is asked; refuses it for
 * good when the wallet has less, when the order has less left, or when its admins may not. All refunds of
 * an order together give back at most the part of its price that their credits are, rounded up to the
 * minor unit. A refund of 0 credits needs an incident and moves none. Throws NOT_FOUND, STATE_CHANGED
 * (awaiting approval), SETTLEMENT_STOPPED.
 */
export async function refundOrder(sql: Sql, of: { refundId: string }): Promise<RefundedOrder> {
  const [row] = await sql.query<RefundedOrder>(statement, [of.refundId])
  if (row === undefined) throw new Error('refund_order answered nothing')
  return row
}
