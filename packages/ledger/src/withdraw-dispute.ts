import type { Sql } from '@aetherflow/db/sql'

const statement = {
  name: 'ledger_withdraw_dispute',
  text: 'SELECT ledger.withdraw_dispute($1::uuid, $2::uuid) AS repeated',
}

/**
 * Takes back a dispute that nobody has decided: the provider's share matures when it would have, and the
 * task may be disputed again within the window. Throws NOT_FOUND, STATE_CHANGED (params.status).
 */
export async function withdrawDispute(
  sql: Sql,
  dispute: { disputeId: string; userId: string },
): Promise<{ repeated: boolean }> {
  const values = [dispute.userId, dispute.disputeId]
  const [row] = await sql.query<{ repeated: boolean }>(statement, values)
  return { repeated: row?.repeated ?? false }
}
