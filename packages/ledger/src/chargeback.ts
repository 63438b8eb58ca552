import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'

/** Hundredths: what the wallet still had, what its owner owes now, what providers gave back. */
export type ChargedBack = {
  outcome: 'debited' | 'already' | 'nothing'
  taken: CreditHundredths
  owed: CreditHundredths
  reversed: CreditHundredths
}

type Row = { outcome: ChargedBack['outcome']; taken: bigint; owed: bigint; reversed: bigint }

const statement = {
  name: 'ledger_chargeback',
  text: 'SELECT outcome, taken, owed, reversed FROM ledger.chargeback($1::uuid)',
}

/**
 * Takes the credits of a payment back that the buyer's bank took back: from `available`, the rest becomes
 * debt; freezes the account, and reverses unmatured earnings which this order's credits paid (first in,
 * first out), against the debt first. The order becomes charged_back. `nothing` when the order was never
 * credited or nothing of it is left: the row stays opened, for an admin. Throws NOT_FOUND.
 */
export async function chargeback(sql: Sql, of: { chargebackId: string }): Promise<ChargedBack> {
  const [row] = await sql.query<Row>(statement, [of.chargebackId])
  if (row === undefined) throw new Error('chargeback answered nothing')
  return {
    outcome: row.outcome,
    taken: creditHundredths(row.taken),
    owed: creditHundredths(row.owed),
    reversed: creditHundredths(row.reversed),
  }
}
