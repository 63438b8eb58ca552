import type { Sql } from '@aetherflow/db/sql'

const statement = {
  name: 'ledger_expire_lots',
  text: 'SELECT ledger.expire_lots($1::integer) AS expired',
}

/** Takes what is left of expired bonus lots back from at most `limit` (and 500) lots' owners. */
export async function expireLots(sql: Sql, batch: { limit: number }): Promise<{ expired: number }> {
  const [row] = await sql.query<{ expired: number }>(statement, [batch.limit])
  return { expired: row?.expired ?? 0 }
}
