import type { Sql } from '@aetherflow/db/sql'

const statement = {
  name: 'ledger_refund_return',
  text: 'SELECT ledger.refund_return($1::uuid, $2::text) AS repeated',
}

/**
 * Gives the credits of a debited refund back that the gateway has refused for good, a debt first; the
 * refund is refused with `failure` (a code of at most 60 characters). Throws NOT_FOUND, STATE_CHANGED.
 */
export async function refundReturn(
  sql: Sql,
  of: { refundId: string; failure: string },
): Promise<{ repeated: boolean }> {
  const [row] = await sql.query<{ repeated: boolean }>(statement, [of.refundId, of.failure])
  return { repeated: row?.repeated ?? false }
}
