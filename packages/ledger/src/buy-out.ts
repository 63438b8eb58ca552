import type { Sql } from '@aetherflow/db/sql'
import type { Adjusted, AdjustmentFailure } from './adjust.ts'

export type BuyOutFailure =
  | AdjustmentFailure
  /** An operator has not opened buy-outs: a cap is 0. */
  | 'BUY_OUT_CLOSED'
  | 'BUY_OUT_CAP_REACHED'
  | 'BUY_OUT_BUDGET_REACHED'

const statement = {
  name: 'ledger_buy_out',
  text: 'SELECT outcome, failure FROM ledger.buy_out($1::uuid)',
}

/**
 * Executes an approved buy-out: promo_earned becomes earned, so withdrawable, at most
 * `buyOut.providerDailyCap` per provider and `buyOut.dailyBudget` in all per UTC day. `failed`: nothing
 * moved and the record says why. Throws NOT_FOUND, STATE_CHANGED, IDEMPOTENCY_CONFLICT, SETTLEMENT_STOPPED.
 */
export async function buyOut(
  sql: Sql,
  of: { adjustmentId: string },
): Promise<Adjusted<BuyOutFailure>> {
  const [row] = await sql.query<Adjusted<BuyOutFailure>>(statement, [of.adjustmentId])
  if (row === undefined) throw new Error('buy_out answered nothing')
  return row
}
