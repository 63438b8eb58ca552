import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'

const statement = {
  name: 'ledger_loss_payment',
  text: 'SELECT ledger.loss_payment($1::uuid) AS paid',
}

/**
 * Pays a provider the catalogue's cost of a call that no consumer pays, once
 * per attempt, capped per provider and per consumer and UTC day. Answers what the attempt has been paid,
 * now or before; 0 when it is not due or the caps are used up. Throws NOT_FOUND.
 */
export async function lossPayment(
  sql: Sql,
  call: { attemptId: string },
): Promise<CreditHundredths> {
  const [row] = await sql.query<{ paid: bigint }>(statement, [call.attemptId])
  return creditHundredths(row?.paid ?? 0n)
}
