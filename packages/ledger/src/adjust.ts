import type { Sql } from '@aetherflow/db/sql'

export type AdjustmentFailure =
  | 'NOT_AN_ADMIN'
  | 'OWN_CASE'
  | 'APPROVAL_MISSING'
  | 'INSUFFICIENT_CREDITS'

export type Adjusted<Failure> =
  | { outcome: 'executed' | 'already'; failure: null }
  | { outcome: 'failed'; failure: Failure }

const statement = {
  name: 'ledger_adjust',
  text: 'SELECT outcome, failure FROM ledger.adjust($1::uuid)',
}

/**
 * Executes an approved correction of a user's available, earned or promo_earned against `loss`; one that
 * gives credits pays a debt first. `failed`: nothing moved and the record says why. Throws NOT_FOUND,
 * STATE_CHANGED (not approved), IDEMPOTENCY_CONFLICT (executed with another content), SETTLEMENT_STOPPED.
 */
export async function adjust(
  sql: Sql,
  of: { adjustmentId: string },
): Promise<Adjusted<AdjustmentFailure>> {
  const [row] = await sql.query<Adjusted<AdjustmentFailure>>(statement, [of.adjustmentId])
  if (row === undefined) throw new Error('adjust answered nothing')
  return row
}
