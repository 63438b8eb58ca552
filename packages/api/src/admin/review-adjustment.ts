import { prismaSql, type Sql, type Statement } from '@aetherflow/db/sql'
import { isFirstRequest } from '../admin-request.ts'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { findAdjustment } from './internal/find-adjustment.ts'
import type { AdjustmentView, ReviewAdjustment } from './money-schemas.ts'

// The second person is a condition of the row, not a check before it.
const approve: Statement = {
  name: 'admin_adjustment_approve',
  text: `UPDATE adjustments SET state = 'approved', approved_by = $2::uuid, decided_at = clock_now()
         WHERE id = $1::uuid AND state = 'awaiting_approval' AND requested_by <> $2::uuid AND user_id <> $2::uuid
         RETURNING user_id AS "userId"`,
}
const reject: Statement = {
  name: 'admin_adjustment_reject',
  text: `UPDATE adjustments SET state = 'rejected', decided_at = clock_now()
         WHERE id = $1::uuid AND state = 'awaiting_approval' RETURNING user_id AS "userId"`,
}
const state: Statement = {
  name: 'admin_adjustment_state',
  text: 'SELECT state::text AS state FROM adjustments WHERE id = $1::uuid',
}
type Changed = { userId: string }

/**
 * A second admin agrees to an adjustment or a buy-out above the limit; the worker carries it out. Repeatable
 * under one client id. Throws NOT_FOUND, STATE_CHANGED, SECOND_ADMIN_REQUIRED, IDEMPOTENCY_CONFLICT.
 */
export function approveAdjustment(ctx: UserCtx, input: ReviewAdjustment): Promise<AdjustmentView> {
  return review(ctx, input, 'admin.approve_adjustment', (sql) =>
    sql.query<Changed>(approve, [input.adjustmentId, ctx.actor.userId]),
  )
}

/** Refuses one that awaits approval, also one's own. Throws NOT_FOUND, STATE_CHANGED, IDEMPOTENCY_CONFLICT. */
export function rejectAdjustment(ctx: UserCtx, input: ReviewAdjustment): Promise<AdjustmentView> {
  return review(ctx, input, 'admin.reject_adjustment', (sql) =>
    sql.query<Changed>(reject, [input.adjustmentId]),
  )
}

async function review(
  ctx: UserCtx,
  { clientId, ...content }: ReviewAdjustment,
  action: string,
  change: (sql: Sql) => Promise<Changed[]>,
): Promise<AdjustmentView> {
  const { adjustmentId, reason } = content
  await ctx.deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const request = { clientId, action, subjectId: adjustmentId, content }
    if (!(await isFirstRequest(sql, ctx, request))) return
    const [changed] = await change(sql)
    if (changed === undefined) throw await refusalOf(sql, adjustmentId)
    await audit(sql, ctx, {
      action,
      subjectKind: 'user',
      subjectId: changed.userId,
      detail: { adjustmentId, reason },
    })
  })
  return findAdjustment(ctx, adjustmentId)
}

// What still waits was refused for who asked; anything else has moved on.
async function refusalOf(sql: Sql, adjustmentId: string): Promise<DomainError> {
  const [row] = await sql.query<{ state: string }>(state, [adjustmentId])
  if (row === undefined) return new DomainError('NOT_FOUND')
  if (row.state === 'awaiting_approval') return new DomainError('SECOND_ADMIN_REQUIRED')
  return new DomainError('STATE_CHANGED', { state: row.state })
}
