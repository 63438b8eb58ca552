import { domainCodeOf } from '@aetherflow/db/domain-sql-error'
import type { LedgerDatabase } from './ledger-database.ts'

/** Balances of a user's accounts, by kind. */
export async function accountsOf(
  db: LedgerDatabase,
  userId: string,
): Promise<Record<string, bigint>> {
  const rows = await db.run<{ kind: string; balance: bigint }>(
    'SELECT kind, balance FROM accounts WHERE user_id = $1 AND balance <> 0',
    [userId],
  )
  return Object.fromEntries(rows.map(({ kind, balance }) => [kind, balance]))
}

/** What the platform's accounts hold: the sum of their entries. */
export async function platform(db: LedgerDatabase): Promise<Record<string, bigint>> {
  const rows = await db.run<{ name: string; balance: bigint }>(`
    SELECT a.kind || CASE WHEN a.gateway = '' THEN '' ELSE ':' || a.gateway END AS name,
           coalesce(sum(e.amount), 0)::bigint AS balance
      FROM accounts a LEFT JOIN entries e ON e.account_id = a.id
     WHERE a.user_id IS NULL GROUP BY a.id`)
  return Object.fromEntries(rows.map(({ name, balance }) => [name, balance]))
}

export type Line = {
  type: string
  amount: bigint
  spendable: bigint
  held: bigint
  pending: bigint
}

/** A user's statement, oldest first: amounts and what they had after each line. */
export async function statementOf(db: LedgerDatabase, userId: string): Promise<Line[]> {
  return db.run<Line>(
    `SELECT type::text AS type, amount, spendable_after AS spendable, held_after AS held, pending_after AS pending
       FROM statement_lines WHERE user_id = $1 ORDER BY id`,
    [userId],
  )
}

/** The code that a door refuses with; fails the test when it does not. */
export async function refusalOf(
  act: Promise<unknown>,
): Promise<{ code: string; params: Record<string, unknown> }> {
  try {
    await act
  } catch (error) {
    const refused = domainCodeOf(error)
    if (refused !== null) return refused
    throw error
  }
  throw new Error('it was not refused')
}

/** The SQLSTATE that the database refuses with, such as 42501 for a missing right. */
export async function sqlStateOf(act: Promise<unknown>): Promise<string> {
  try {
    await act
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error
      ? String(error.code)
      : String(error)
  }
  return 'done'
}
