import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'
import type { PlatformBalance } from './platform-balances.ts'
import { platformSums } from './verify/platform-sums.ts'

export type AccountsAt = Record<
  'available' | 'bonus' | 'promoEarned' | 'earned' | 'held' | 'pending' | 'debt',
  CreditHundredths
>

// By the time of the transfer and not by the number of the entry: a transfer counts in all its accounts or in none.
const userStatement = {
  name: 'ledger_balance_at',
  text: `
    SELECT a.kind::text AS kind, coalesce(sum(e.amount) FILTER (WHERE t.created_at <= $2::timestamptz), 0)::bigint AS balance
      FROM accounts a
      LEFT JOIN entries e ON e.account_id = a.id
      LEFT JOIN transfers t ON t.id = e.transfer_id
     WHERE a.user_id = $1::uuid GROUP BY a.kind`,
}

// Backwards from now: a block-range index finds what is younger than the moment.
const platformStatement = {
  name: 'ledger_platform_balances_at',
  text: `
    SELECT p.name, (p.balance - coalesce(l.balance, 0))::bigint AS balance, p.entries - coalesce(l.entries, 0) AS entries
      FROM (${platformSums}) p
      LEFT JOIN (
        SELECT e.account_id, sum(e.amount) AS balance, count(*) AS entries
          FROM transfers t
          CROSS JOIN LATERAL (
            SELECT x.account_id, x.amount FROM entries x WHERE x.transfer_id = t.id AND x.seq IS NULL OFFSET 0) e
         WHERE t.created_at > $1::timestamptz GROUP BY e.account_id
      ) l ON l.account_id = p.id
     ORDER BY p.kind, p.gateway`,
}

/**
 * What each of a user's accounts held at a moment, in hundredths: all transfers dated up to it. Zeros
 * for an unknown user. Reads every entry of the user's accounts; made for auditors, not for pages.
 */
export async function balanceAt(
  sql: Sql,
  { userId, at }: { userId: string; at: Date },
): Promise<AccountsAt> {
  const rows = await sql.query<{ kind: string; balance: bigint }>(userStatement, [userId, at])
  const of = (kind: string) =>
    creditHundredths(rows.find((row) => row.kind === kind)?.balance ?? 0n)
  return {
    available: of('available'),
    bonus: of('bonus'),
    promoEarned: of('promo_earned'),
    earned: of('earned'),
    held: of('held'),
    pending: of('pending'),
    debt: of('debt'),
  }
}

/** The platform's accounts as they were at a moment, in hundredths. */
export async function platformBalancesAt(sql: Sql, at: Date): Promise<PlatformBalance[]> {
  const rows = await sql.query<{ name: string; balance: bigint; entries: bigint }>(
    platformStatement,
    [at],
  )
  return rows.map((row) => ({ ...row, balance: creditHundredths(row.balance) }))
}
