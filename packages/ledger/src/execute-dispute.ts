import type { Sql } from '@aetherflow/db/sql'

/** Why a decision could not be carried out. OWN_CASE: an admin decided about their own money. */
export type DisputeFailure =
  | 'NOT_AN_ADMIN'
  | 'OWN_CASE'
  | 'APPROVAL_MISSING'
  | 'AMOUNT_INVALID'
  | 'REFUND_TOO_LARGE'

export type ExecutedDispute =
  | { outcome: 'executed' | 'already'; failure: null }
  | { outcome: 'failed'; failure: DisputeFailure }

const statement = {
  name: 'ledger_execute_dispute',
  text: 'SELECT outcome, failure FROM ledger.execute_dispute($1::uuid)',
}

/**
 * Carries a recorded decision out, in one transaction: a refund reverses the provider's pending share and
 * the commission and goes back to where the price came from (earned, available, promo, then a bonus lot of
 * `dispute.bonusDays`); a compensation is a bonus from `loss`; after a rejection the share matures. Above
 * the setting `approval.limit` a second admin must have agreed. `failed`: nothing moved and the dispute is
 * open again with its `failure`. Throws NOT_FOUND, STATE_CHANGED (not decided), SETTLEMENT_STOPPED.
 */
export async function executeDispute(
  sql: Sql,
  dispute: { disputeId: string },
): Promise<ExecutedDispute> {
  const [row] = await sql.query<ExecutedDispute>(statement, [dispute.disputeId])
  if (row === undefined) throw new Error('execute_dispute answered nothing')
  return row
}
