import type { UserCtx } from '../context.ts'
import { lastId, pageOf } from '../keyset.ts'
import { auditSelect, type AuditRow, toAuditEvent } from './internal/audit-rows.ts'
import type { AuditEvent, AuditInput } from './user-schemas.ts'

/** Who did what, newest first: everything, or of one actor, or about one subject. */
export async function listAudit(
  { deps }: UserCtx,
  { before = lastId, limit, actorId, subject }: AuditInput,
): Promise<{ events: AuditEvent[]; more: boolean }> {
  const values: unknown[] = [before, limit + 1]
  const conditions = ['e.id < $1']
  if (actorId !== undefined) conditions.push(`e.actor_id = $${values.push(actorId)}`)
  if (subject !== undefined) {
    conditions.push(`e.subject_kind = $${values.push(subject.kind)}`)
    conditions.push(`e.subject_id = $${values.push(subject.id)}`)
  }
  const text = `${auditSelect} WHERE ${conditions.join(' AND ')} ORDER BY e.id DESC LIMIT $2`
  const found = await deps.sql.query<AuditRow>({ name: '', text }, values)
  const { rows, more } = pageOf(found, limit)
  return { events: rows.map(toAuditEvent), more }
}
