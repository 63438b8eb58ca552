import type { Sql } from '@aetherflow/db/sql'

const statement = { name: 'ledger_roll_up', text: 'SELECT ledger.roll_up($1::integer) AS read' }

/**
 * Sums what the platform's accounts moved in about `limit` further transfers, so that their balances
 * are read without summing everything; answers how many transfers it read.
 */
export async function rollUp(sql: Sql, batch: { limit: number }): Promise<{ read: number }> {
  const [row] = await sql.query<{ read: bigint }>(statement, [batch.limit])
  return { read: Number(row?.read ?? 0n) }
}
