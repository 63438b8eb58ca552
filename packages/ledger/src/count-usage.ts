import type { Sql } from '@aetherflow/db/sql'

const statement = {
  name: 'ledger_count_usage',
  text: 'SELECT ledger.count_usage($1::integer) AS read',
}

/**
 * Adds what was spent and earned in about `limit` further transfers to `usage_days`: by UTC day of the
 * settlement, model and resource, reversals taken off; answers how many transfers it read.
 */
export async function countUsage(sql: Sql, batch: { limit: number }): Promise<{ read: number }> {
  const [row] = await sql.query<{ read: bigint }>(statement, [batch.limit])
  return { read: Number(row?.read ?? 0n) }
}
