import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'

/** A user's wallet. All ≥ 0 but `debt`, which is ≤ 0. */
export type Balances = Record<
  'available' | 'bonus' | 'promoEarned' | 'earned' | 'held' | 'pending' | 'debt' | 'spendable',
  CreditHundredths
>

type Row = {
  available: bigint
  bonus: bigint
  promo_earned: bigint
  earned: bigint
  held: bigint
  pending: bigint
  debt: bigint
}

// Bonus counts lots, not the account: an expired lot is gone for its owner before it is taken back.
const statement = {
  name: 'ledger_balances',
  text: `
    SELECT coalesce(max(balance) FILTER (WHERE kind = 'available'), 0) AS available,
           (SELECT coalesce(sum(remaining), 0)::bigint FROM bonus_lots
             WHERE user_id = $1::uuid AND remaining > 0 AND expires_at > clock_now()) AS bonus,
           coalesce(max(balance) FILTER (WHERE kind = 'promo_earned'), 0) AS promo_earned,
           coalesce(max(balance) FILTER (WHERE kind = 'earned'), 0) AS earned,
           coalesce(max(balance) FILTER (WHERE kind = 'held'), 0) AS held,
           coalesce(max(balance) FILTER (WHERE kind = 'pending'), 0) AS pending,
           coalesce(min(balance) FILTER (WHERE kind = 'debt'), 0) AS debt
      FROM accounts WHERE user_id = $1::uuid`,
}

/** What a user has, in hundredths; `spendable` is what a submit can take. Zeros for an unknown user. */
export async function balances(sql: Sql, userId: string): Promise<Balances> {
  const [row] = await sql.query<Row>(statement, [userId])
  if (row === undefined) throw new Error('balances answered nothing')
  const { available, bonus, promo_earned: promoEarned, earned, held, pending, debt } = row
  return {
    available: creditHundredths(available),
    bonus: creditHundredths(bonus),
    promoEarned: creditHundredths(promoEarned),
    earned: creditHundredths(earned),
    held: creditHundredths(held),
    pending: creditHundredths(pending),
    debt: creditHundredths(debt),
    spendable: creditHundredths(bonus + promoEarned + available + earned),
  }
}
