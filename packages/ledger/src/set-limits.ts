import type { Sql } from '@aetherflow/db/sql'

/** Hundredths of a credit; null turns a limit off. */
export type Limits = { dailySpendCap: bigint | null; lowBalanceAt: bigint | null }

const statement = {
  name: 'ledger_set_limits',
  text: 'SELECT ledger.set_limits($1::uuid, $2::bigint, $3::bigint)::text',
}

/**
 * Sets a user's limits: what may be spent per UTC day, and below what a notice goes out (spendable and held
 * together, in hundredths). Throws NOT_FOUND.
 */
export async function setLimits(sql: Sql, userId: string, limits: Limits): Promise<void> {
  await sql.query(statement, [userId, limits.dailySpendCap, limits.lowBalanceAt])
}
