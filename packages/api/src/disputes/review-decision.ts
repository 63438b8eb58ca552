import { prismaSql, type Sql, type Statement } from '@aetherflow/db/sql'
import { isFirstRequest } from '../admin-request.ts'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { Case, ReviewDecision } from './desk-schemas.ts'
import { getCase } from './get-case.ts'

// The second person is a condition of the row, not a check before it.
const approve: Statement = {
  name: 'disputes_approve',
  text: `UPDATE disputes d SET status = 'decided', approved_by = $2::uuid, decided_at = clock_now() FROM settlements s
         WHERE d.id = $1::uuid AND s.task_id = d.task_id AND d.status = 'awaiting_approval' AND d.handled_by <> $2::uuid
           AND $2::uuid NOT IN (s.consumer_id, s.provider_id) RETURNING d.id`,
}
const refuse: Statement = {
  name: 'disputes_refuse',
  text: `UPDATE disputes SET status = 'open', decision = NULL, amount = NULL, handled_by = NULL, approved_by = NULL,
           resolution = NULL, decided_at = NULL
         WHERE id = $1::uuid AND status = 'awaiting_approval' RETURNING id`,
}
const status: Statement = {
  name: 'disputes_status',
  text: 'SELECT status::text AS status FROM disputes WHERE id = $1::uuid',
}

/**
 * A second admin agrees with a decision that awaits it, and the worker carries it out. Repeatable under one
 * client id. Throws NOT_FOUND, STATE_CHANGED, SECOND_ADMIN_REQUIRED (their own decision or money).
 */
export function approveDecision(ctx: UserCtx, input: ReviewDecision): Promise<Case> {
  return review(ctx, input, 'disputes.approve', async (sql) => {
    const approved = await sql.query(approve, [input.disputeId, ctx.actor.userId])
    return approved.length === 1 ? null : 'SECOND_ADMIN_REQUIRED'
  })
}

/** Refuses a decision that awaits approval, or takes one's own back: the dispute is open again. Throws NOT_FOUND, STATE_CHANGED. */
export function refuseDecision(ctx: UserCtx, input: ReviewDecision): Promise<Case> {
  return review(ctx, input, 'disputes.refuse', async (sql) => {
    const refused = await sql.query(refuse, [input.disputeId])
    return refused.length === 1 ? null : 'STATE_CHANGED'
  })
}

async function review(
  ctx: UserCtx,
  { clientId, ...content }: ReviewDecision,
  action: string,
  change: (sql: Sql) => Promise<'SECOND_ADMIN_REQUIRED' | 'STATE_CHANGED' | null>,
): Promise<Case> {
  const { disputeId, reason } = content
  await ctx.deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const request = { clientId, action, subjectId: disputeId, content }
    if (!(await isFirstRequest(sql, ctx, request))) return
    const refusal = await change(sql)
    if (refusal !== null) {
      const [row] = await sql.query<{ status: string }>(status, [disputeId])
      if (row === undefined) throw new DomainError('NOT_FOUND')
      const waits = row.status === 'awaiting_approval'
      throw new DomainError(waits ? refusal : 'STATE_CHANGED', { status: row.status })
    }
    const subject = { subjectKind: 'dispute', subjectId: disputeId }
    await audit(sql, ctx, { action, ...subject, detail: { reason } })
  })
  return getCase(ctx, { disputeId })
}
