import { prismaSql, type Sql, type Statement } from '@aetherflow/db/sql'
import { isFirstRequest } from '../admin-request.ts'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { readSetting } from '../read-setting.ts'
import type { Case, DecideDispute } from './desk-schemas.ts'
import { getCase } from './get-case.ts'
import { amountOf, disputedTask } from './internal/disputed-task.ts'

const update: Statement = {
  name: 'disputes_decide',
  text: `UPDATE disputes SET status = $2::dispute_status, decision = $3::dispute_decision, amount = $4::bigint,
           handled_by = $5::uuid, approved_by = NULL, resolution = $6, decided_at = clock_now(), failure = NULL
         WHERE id = $1::uuid AND status = 'open' RETURNING id`,
}

/**
 * Records an admin's decision about an open dispute; the worker carries it out. Above the setting
 * approval.limit a second admin has to agree first. Repeatable under one client id. Throws NOT_FOUND,
 * STATE_CHANGED, AMOUNT_OUT_OF_RANGE { most }, SECOND_ADMIN_REQUIRED (their own money), IDEMPOTENCY_CONFLICT.
 */
export async function decideDispute(ctx: UserCtx, input: DecideDispute): Promise<Case> {
  const { clientId, ...content } = input
  const { disputeId } = content
  await ctx.deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const request = { clientId, action: 'disputes.decide', subjectId: disputeId, content }
    if (await isFirstRequest(sql, ctx, request)) await record(sql, ctx, input)
  })
  return getCase(ctx, { disputeId })
}

async function record(sql: Sql, ctx: UserCtx, input: DecideDispute): Promise<void> {
  const { disputeId, decision, resolution } = input
  const { userId } = ctx.actor
  const task = await disputedTask(sql, disputeId)
  if (task.consumerId === userId || task.providerId === userId)
    throw new DomainError('SECOND_ADMIN_REQUIRED')
  if (task.status !== 'open') throw new DomainError('STATE_CHANGED', { status: task.status })
  const amount = amountOf(task, input)
  const needsApproval = amount > (await readSetting(sql, 'approval.limit'))
  const status = needsApproval ? 'awaiting_approval' : 'decided'
  const values = [disputeId, status, decision, amount, userId, resolution]
  const updated = await sql.query(update, values)
  if (updated.length === 0) throw new DomainError('STATE_CHANGED')
  await audit(sql, ctx, {
    action: 'disputes.decide',
    subjectKind: 'dispute',
    subjectId: disputeId,
    detail: { decision, amount: String(amount), needsApproval, reason: resolution },
  })
}
