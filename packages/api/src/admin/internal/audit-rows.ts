import { personOf } from '../../person-of.ts'
import type { AuditEvent } from '../user-schemas.ts'

export type AuditRow = Omit<AuditEvent, 'actor'> & {
  actorId: string | null
  actorEmail: string | null
}

/** The audit log with names; rows are written free of secrets. */
export const auditSelect = `
  SELECT e.id, e.actor_kind::text AS "actorKind", a.id AS "actorId", a.email AS "actorEmail", e.action,
    e.subject_kind AS "subjectKind", e.subject_id AS "subjectId", e.detail, e.request_id AS "requestId",
    e.created_at AS "createdAt"
  FROM audit_events e LEFT JOIN users a ON a.id = e.actor_id`

/** A row of the audit log with its actor as a person, where it was one. */
export function toAuditEvent({ actorId, actorEmail, ...row }: AuditRow): AuditEvent {
  return { ...row, actor: personOf(actorId, actorEmail) }
}
