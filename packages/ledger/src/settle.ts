import type { Sql } from '@aetherflow/db/sql'
import { type SettleInput, type SettleOutcome, settleItem } from './settle-item.ts'

const statement = { name: 'ledger_settle', text: 'SELECT ledger.settle($1::jsonb) AS outcome' }

/**
 * Settles one delivered task: captures the price frozen on its attempt, returns the rest of the hold,
 * makes the provider's share pending. Call it after the stored image has been read back. Throws
 * SETTLEMENT_STOPPED while the switch `settlement` is on.
 */
export async function settle(sql: Sql, input: SettleInput): Promise<SettleOutcome> {
  const [row] = await sql.query<{ outcome: SettleOutcome }>(statement, [settleItem(input)])
  if (row === undefined) throw new Error('settle answered nothing')
  return row.outcome
}
