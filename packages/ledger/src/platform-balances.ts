import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'

export type PlatformBalance = {
  /** commission, bonus_expense, loss, or clearing:<gateway>. */
  name: string
  balance: CreditHundredths
  entries: bigint
}

// Platform accounts store no balance: one row that all settlements write would be the narrowest place.
const statement = {
  name: 'ledger_platform_balances',
  text: `
    SELECT a.kind || CASE WHEN a.gateway = '' THEN '' ELSE ':' || a.gateway END AS name,
           coalesce(e.balance, 0)::bigint AS balance, coalesce(e.entries, 0) AS entries
      FROM accounts a
      LEFT JOIN (SELECT account_id, sum(amount) AS balance, count(*) AS entries FROM entries
                  WHERE seq IS NULL GROUP BY account_id) e ON e.account_id = a.id
     WHERE a.user_id IS NULL ORDER BY a.kind, a.gateway`,
}

/** Every platform account with its balance in hundredths, summed from its entries. */
export async function platformBalances(sql: Sql): Promise<PlatformBalance[]> {
  const rows = await sql.query<{ name: string; balance: bigint; entries: bigint }>(statement, [])
  return rows.map((row) => ({ ...row, balance: creditHundredths(row.balance) }))
}
