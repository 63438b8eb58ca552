import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import {
  disputeColumns,
  disputeJoins,
  type DisputeRow,
  statusesOf,
  toDisputeView,
} from './internal/dispute-rows.ts'
import type { DisputeView, ListDisputes } from './schemas.ts'

const page: Statement = {
  name: 'disputes_page',
  text: `SELECT ${disputeColumns} FROM disputes d ${disputeJoins}
         WHERE d.user_id = $1 AND d.id < $2
           AND (cardinality($4::text[]) = 0 OR d.status = ANY ($4::text[]::dispute_status[]))
         ORDER BY d.id DESC LIMIT $3`,
}

/** The caller's disputes, newest first, optionally of some stages only. */
export async function listDisputes(
  { deps, actor }: UserCtx,
  input: ListDisputes,
): Promise<{ disputes: DisputeView[]; more: boolean }> {
  const { before = lastUuid, limit, stages } = input
  const values = [actor.userId, before, limit + 1, statusesOf(stages)]
  const found = await deps.sql.query<DisputeRow>(page, values)
  const { rows, more } = pageOf(found, limit)
  return { disputes: rows.map((row) => toDisputeView(deps, row)), more }
}
