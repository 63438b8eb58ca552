import type { Sql } from '@aetherflow/db/sql'

// From a function in FROM, because a result of type void is nothing that Prisma can read.
const statement = {
  name: 'ledger_open_accounts',
  text: 'SELECT 1 FROM ledger.open_accounts($1::uuid)',
}

/** Opens a user's seven accounts at zero; a second call changes nothing. Throws NOT_FOUND. */
export async function openAccounts(sql: Sql, userId: string): Promise<void> {
  await sql.query(statement, [userId])
}
