import { prismaSql, type Statement } from '@aetherflow/db/sql'
import { isFirstRequest } from '../admin-request.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { userColumns } from './internal/user-rows.ts'
import type { SetUserStatus, UserRow } from './user-schemas.ts'

const set: Statement = {
  name: 'admin_set_user_status',
  text: `SELECT ledger.set_user_status($1::uuid, $2::uuid, $3::public.user_status, $4::text, $5::text)::text`,
}
const read: Statement = {
  name: 'admin_user_row',
  text: `SELECT ${userColumns} FROM users u WHERE u.id = $1`,
}

/**
 * Freezes or unfreezes an account; the door writes the audit row. A frozen user sees everything and spends
 * nothing. Repeatable under one client id. Throws NOT_FOUND, STATE_CHANGED, FORBIDDEN (an admin's account),
 * IDEMPOTENCY_CONFLICT.
 */
export async function setUserStatus(ctx: UserCtx, input: SetUserStatus): Promise<UserRow> {
  const { clientId, ...content } = input
  const { userId, status, reason } = content
  await ctx.deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const request = { clientId, action: 'admin.set_user_status', subjectId: userId, content }
    if (!(await isFirstRequest(sql, ctx, request))) return
    await sql.query(set, [ctx.actor.userId, userId, status, reason, ctx.requestId])
  })
  const [row] = await ctx.deps.sql.query<UserRow>(read, [userId])
  if (row === undefined) throw new DomainError('NOT_FOUND')
  return row
}
