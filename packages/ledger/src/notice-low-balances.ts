import type { Sql } from '@aetherflow/db/sql'

const statement = {
  name: 'ledger_notice_low_balances',
  text: `SELECT transfers, user_id AS "userId", email, locale, remaining, mark
         FROM ledger.notice_low_balances($1::integer)`,
}

/** Amounts in hundredths of a credit: what is left, and the mark it fell below. */
export type LowBalance = {
  userId: string
  email: string
  locale: string
  remaining: bigint
  mark: bigint
}
type Row = { [key in keyof LowBalance]: LowBalance[key] | null } & { transfers: bigint }

/**
 * Marks and returns the wallets that fell below their owner's mark in at most about `limit` further
 * transfers: each once per dip. Mail them in the same transaction.
 */
export async function noticeLowBalances(
  sql: Sql,
  batch: { limit: number },
): Promise<{ transfers: number; wallets: LowBalance[] }> {
  const rows = await sql.query<Row>(statement, [batch.limit])
  return {
    transfers: Number(rows[0]?.transfers ?? 0n),
    wallets: rows.flatMap(({ transfers: _, ...wallet }) => (isNoticed(wallet) ? [wallet] : [])),
  }
}

function isNoticed(wallet: Omit<Row, 'transfers'>): wallet is LowBalance {
  return wallet.userId !== null
}
