import type { Sql } from '@aetherflow/db/sql'

const statement = { name: 'ledger_chain', text: 'SELECT ledger.chain($1::integer) AS linked' }

/** Links about `limit` further transfers to the hash chain; answers how many it linked. */
export async function chain(sql: Sql, batch: { limit: number }): Promise<{ linked: number }> {
  const [row] = await sql.query<{ linked: bigint }>(statement, [batch.limit])
  return { linked: Number(row?.linked ?? 0n) }
}
