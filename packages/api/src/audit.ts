import type { Sql, Statement } from '@aetherflow/db/sql'
import type { RequestCtx } from './context.ts'

const insert: Statement = {
  name: 'audit_insert',
  text: `INSERT INTO audit_events (actor_kind, actor_id, action, subject_kind, subject_id, detail, request_id)
         VALUES ($1::actor_kind, $2, $3, $4, $5, $6::jsonb, $7)`,
}

export type AuditFact = {
  action: string
  subjectKind: string
  subjectId: string
  detail?: Readonly<Record<string, unknown>>
}

/** Writes one audit row in the caller's transaction. `detail` must be free of secrets. */
export async function audit(
  sql: Sql,
  ctx: Pick<RequestCtx, 'actor' | 'requestId'>,
  fact: AuditFact,
): Promise<void> {
  const actor = ctx.actor
  const kind =
    actor === null
      ? 'system'
      : actor.kind === 'worker'
        ? 'worker'
        : actor.role === 'admin'
          ? 'admin'
          : 'user'
  await sql.query(insert, [
    kind,
    actor?.kind === 'user' ? actor.userId : null,
    fact.action,
    fact.subjectKind,
    fact.subjectId,
    JSON.stringify(fact.detail ?? {}),
    ctx.requestId,
  ])
}
