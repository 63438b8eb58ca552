import type { Sql } from '@aetherflow/db/sql'

const statement = {
  name: 'ledger_recover_debts',
  text: 'SELECT ledger.recover_debts($1::integer) AS recovered',
}

/**
 * Pays the debts of at most `limit` (and 500) users out of their available and earned credits, such as
 * those that a release gave back. Answers how many users paid.
 */
export async function recoverDebts(
  sql: Sql,
  batch: { limit: number },
): Promise<{ recovered: number }> {
  const [row] = await sql.query<{ recovered: number }>(statement, [batch.limit])
  return { recovered: row?.recovered ?? 0 }
}
