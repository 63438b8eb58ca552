import type { Sql, Statement } from '@aetherflow/db/sql'
import type { AccountBalances, AccountName } from '../schemas.ts'

const read: Statement = {
  name: 'disputes_accounts',
  text: `SELECT user_id AS "userId", CASE kind WHEN 'promo_earned' THEN 'promoEarned' ELSE kind::text END AS name, balance
         FROM accounts WHERE user_id = ANY ($1::uuid[])`,
}
type Row = { userId: string; name: AccountName; balance: bigint }

/** The accounts of some users as the ledger holds them, in hundredths; zeros for a user without. */
export async function accountsOf(
  sql: Sql,
  userIds: readonly string[],
): Promise<Map<string, AccountBalances>> {
  const rows = await sql.query<Row>(read, [userIds])
  const found = new Map(userIds.map((id) => [id, noBalances()]))
  for (const { userId, name, balance } of rows) {
    const accounts = found.get(userId)
    if (accounts !== undefined) accounts[name] = balance
  }
  return found
}

function noBalances(): AccountBalances {
  return {
    available: 0n,
    bonus: 0n,
    promoEarned: 0n,
    earned: 0n,
    held: 0n,
    pending: 0n,
    debt: 0n,
  }
}
