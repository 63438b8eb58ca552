import type { Sql } from '@aetherflow/db/sql'

export type DisputeType = 'generation_failed' | 'poor_quality' | 'wrong_result' | 'other'

export type OpenDispute = {
  userId: string
  taskId: string
  /** Made by the client; with requestHash it makes the call repeatable. */
  clientId: string
  requestHash: string
  type: DisputeType
  description: string
}

const statement = {
  name: 'ledger_open_dispute',
  text: `SELECT dispute_id, repeated
           FROM ledger.open_dispute($1::uuid, $2::uuid, $3::uuid, $4::text, $5::public.dispute_type, $6::text)`,
}

/**
 * Opens a dispute about a delivered, paid task within its window (72 h by default) and attaches what the
 * system knows as evidence. Moves no money; the provider's share does not mature meanwhile. Once per task
 * unless withdrawn. Throws NOT_FOUND, IDEMPOTENCY_CONFLICT, NOT_DISPUTABLE (params.reason NOT_DELIVERED or
 * NOTHING_PAID), DISPUTE_WINDOW_PASSED (params.until), ALREADY_DISPUTED (params.disputeId).
 */
export async function openDispute(
  sql: Sql,
  dispute: OpenDispute,
): Promise<{ disputeId: string; repeated: boolean }> {
  const { userId, taskId, clientId, requestHash, type, description } = dispute
  const values = [userId, taskId, clientId, requestHash, type, description]
  const [row] = await sql.query<{ dispute_id: string; repeated: boolean }>(statement, values)
  if (row === undefined) throw new Error('open_dispute answered nothing')
  return { disputeId: row.dispute_id, repeated: row.repeated }
}
