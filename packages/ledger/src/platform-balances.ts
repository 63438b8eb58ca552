import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'
import { platformSums } from './verify/platform-sums.ts'

export type PlatformBalance = {
  /** commission, bonus_expense, loss, or clearing:<gateway>. */
  name: string
  balance: CreditHundredths
  entries: bigint
}

// Platform accounts store no balance: one row that all settlements write would be the narrowest place.
const statement = {
  name: 'ledger_platform_balances',
  text: `SELECT p.name, p.balance, p.entries FROM (${platformSums}) p ORDER BY p.kind, p.gateway`,
}

/**
 * Every platform account with its balance in hundredths: the last roll-up and what has been written
 * since, in one snapshot, so exact at any moment and whoever is writing.
 */
export async function platformBalances(sql: Sql): Promise<PlatformBalance[]> {
  const rows = await sql.query<{ name: string; balance: bigint; entries: bigint }>(statement, [])
  return rows.map((row) => ({ ...row, balance: creditHundredths(row.balance) }))
}
