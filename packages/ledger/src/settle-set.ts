import type { Sql } from '@aetherflow/db/sql'
import { type SettleInput, type SettleOutcome, settleItem } from './settle-item.ts'

export type SettleResult = { taskId: string; outcome: SettleOutcome }

const statement = {
  name: 'ledger_settle_set',
  text: 'SELECT task_id AS "taskId", outcome FROM ledger.settle_set($1::jsonb)',
}

/**
 * Settles 1 to 50 delivered tasks in one transaction and answers in their order; a row that does not
 * fit is answered so and does not fail the others. Throws INPUT_INVALID, SETTLEMENT_STOPPED.
 */
export async function settleSet(sql: Sql, inputs: readonly SettleInput[]): Promise<SettleResult[]> {
  return sql.query<SettleResult>(statement, [`[${inputs.map(settleItem).join(',')}]`])
}
