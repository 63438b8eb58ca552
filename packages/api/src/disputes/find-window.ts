import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { Window } from './schemas.ts'

const read: Statement = {
  name: 'disputes_window',
  text: `SELECT t.status::text AS status, s.price > s.reversed AS paid, s.matures_at AS until,
           s.matures_at > clock_now() AND s.matured_at IS NULL AS "inTime", d.id AS "disputeId"
         FROM tasks t LEFT JOIN settlements s ON s.task_id = t.id
         LEFT JOIN disputes d ON d.task_id = t.id AND d.status <> 'withdrawn'
         WHERE t.id = $1 AND t.user_id = $2`,
}
type Row = {
  status: string
  paid: boolean | null
  until: Date | null
  inTime: boolean | null
  disputeId: string | null
}

/** Whether one of the caller's tasks can be disputed, until when, and why not. Throws NOT_FOUND. */
export async function findWindow(
  { deps, actor }: UserCtx,
  input: { taskId: string },
): Promise<Window> {
  const [row] = await deps.sql.query<Row>(read, [input.taskId, actor.userId])
  if (row === undefined) throw new DomainError('NOT_FOUND')
  const reason = reasonAgainst(row)
  return { open: reason === null, reason, until: row.until, disputeId: row.disputeId }
}

function reasonAgainst({ status, paid, inTime, disputeId }: Row): Window['reason'] {
  if (disputeId !== null) return 'ALREADY_DISPUTED'
  if (status !== 'completed' || paid === null) return 'NOT_DELIVERED'
  if (!paid) return 'NOTHING_PAID'
  return inTime === true ? null : 'WINDOW_PASSED'
}
