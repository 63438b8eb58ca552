import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'

export type GrantedBonus = {
  transferId: string
  amount: CreditHundredths
  expiresAt: Date
  /** True when the same grant had been given before; nothing moved now. */
  repeated: boolean
}

type Row = { transfer_id: string; amount: bigint; expires_at: Date; repeated: boolean }

const statement = {
  name: 'ledger_grant_bonus',
  text: 'SELECT transfer_id, amount, expires_at, repeated FROM ledger.grant_bonus($1::uuid, $2::text)',
}

/**
 * Gives a bonus once per user and reason, with amount and validity of the newest active rule
 * (20 credits for 30 days on `email_verified`). Throws NOT_FOUND (no accounts),
 * EMAIL_NOT_VERIFIED, GRANT_UNAVAILABLE.
 */
export async function grantBonus(
  sql: Sql,
  grant: { userId: string; reason: string },
): Promise<GrantedBonus> {
  const [row] = await sql.query<Row>(statement, [grant.userId, grant.reason])
  if (row === undefined) throw new Error('grant_bonus answered nothing')
  return {
    transferId: row.transfer_id,
    amount: creditHundredths(row.amount),
    expiresAt: row.expires_at,
    repeated: row.repeated,
  }
}
