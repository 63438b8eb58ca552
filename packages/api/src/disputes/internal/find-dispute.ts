import type { Sql, Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../../context.ts'
import { DomainError } from '../../domain-error.ts'
import type { DisputeView } from '../schemas.ts'
import { disputeColumns, disputeJoins, type DisputeRow, toDisputeView } from './dispute-rows.ts'

const read: Statement = {
  name: 'disputes_find',
  text: `SELECT ${disputeColumns} FROM disputes d ${disputeJoins} WHERE d.id = $1 AND d.user_id = $2`,
}

/** One of the caller's disputes; somebody else's is NOT_FOUND. */
export async function findDispute(
  { deps, actor }: UserCtx,
  disputeId: string,
  sql: Sql = deps.sql,
): Promise<DisputeView> {
  const [row] = await sql.query<DisputeRow>(read, [disputeId, actor.userId])
  if (row === undefined) throw new DomainError('NOT_FOUND')
  return toDisputeView(deps, row)
}
