import type { Sql, Statement } from '@aetherflow/db/sql'
import type { UserCtx } from './context.ts'
import { DomainError } from './domain-error.ts'
import { requestHash } from './request-hash.ts'

// A second request under the same client id waits here for the first to commit.
const insert: Statement = {
  name: 'admin_request_insert',
  text: `INSERT INTO admin_requests (admin_id, client_id, action, subject_id, request_hash)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING action`,
}
const read: Statement = {
  name: 'admin_request_read',
  text: 'SELECT request_hash AS hash FROM admin_requests WHERE admin_id = $1 AND client_id = $2',
}

export type AdminRequest = {
  clientId: string
  action: string
  subjectId: string
  /** What was asked, without the client id. */
  content: unknown
}

/**
 * Whether an admin asks this for the first time, recorded in the caller's transaction with what it does;
 * false for the same again, which must do nothing. Throws IDEMPOTENCY_CONFLICT for other content.
 */
export async function isFirstRequest(
  sql: Sql,
  ctx: UserCtx,
  request: AdminRequest,
): Promise<boolean> {
  const { clientId, action, subjectId, content } = request
  const hash = requestHash({ action, subjectId, content })
  const { userId } = ctx.actor
  const inserted = await sql.query(insert, [userId, clientId, action, subjectId, hash])
  if (inserted.length === 1) return true
  const [known] = await sql.query<{ hash: string }>(read, [userId, clientId])
  if (known?.hash !== hash) throw new DomainError('IDEMPOTENCY_CONFLICT')
  return false
}
