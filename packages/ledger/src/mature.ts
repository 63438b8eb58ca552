import type { Sql } from '@aetherflow/db/sql'

const statement = { name: 'ledger_mature', text: 'SELECT ledger.mature($1::integer) AS matured' }

/**
 * Moves earnings whose dispute window has passed from pending to promo_earned and earned, at most
 * `limit` (and 500) settlements. Any number of processes may call it at once.
 */
export async function mature(sql: Sql, batch: { limit: number }): Promise<{ matured: number }> {
  const [row] = await sql.query<{ matured: number }>(statement, [batch.limit])
  return { matured: row?.matured ?? 0 }
}
