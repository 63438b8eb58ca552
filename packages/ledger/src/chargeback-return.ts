import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'

/** Hundredths: what providers were paid again, and what of the rest paid a debt. */
export type ReturnedChargeback = {
  outcome: 'returned' | 'already'
  repaid: CreditHundredths
  recovered: CreditHundredths
}

type Row = { outcome: ReturnedChargeback['outcome']; repaid: bigint; recovered: bigint }

const statement = {
  name: 'ledger_chargeback_return',
  text: 'SELECT outcome, repaid, recovered FROM ledger.chargeback_return($1::uuid)',
}

/**
 * Gives the credits of a chargeback back that was decided for us: the settlements it had reversed are
 * paid again first (not those of tasks refunded meanwhile), then a debt, the rest is the buyer's. The
 * account stays frozen until an admin says otherwise. Throws NOT_FOUND, STATE_CHANGED (not debited).
 */
export async function chargebackReturn(
  sql: Sql,
  of: { chargebackId: string },
): Promise<ReturnedChargeback> {
  const [row] = await sql.query<Row>(statement, [of.chargebackId])
  if (row === undefined) throw new Error('chargeback_return answered nothing')
  const { outcome, repaid, recovered } = row
  return { outcome, repaid: creditHundredths(repaid), recovered: creditHundredths(recovered) }
}
