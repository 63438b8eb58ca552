import { prismaSql, type Statement } from '@aetherflow/db/sql'
import { isFirstRequest } from '../admin-request.ts'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { DecideAccountReview } from './desk-schemas.ts'
import type { Done } from './schemas.ts'
import { statusReason } from './status-reasons.ts'

const decide: Statement = {
  name: 'account_review_decide',
  text: `UPDATE account_reviews SET state = $2, note = $3, decided_by = $4::uuid, decided_at = clock_now()
         WHERE id = $1::uuid AND state = 'open' RETURNING upstream_account_id AS "accountId"`,
}
// Cleared, they wait for their owners; refused, nobody but an operator brings them back.
const settle: Statement = {
  name: 'account_review_settle',
  text: `UPDATE resources SET status = $2::text::resource_status, status_reason = $3::text, status_at = clock_now(), updated_at = now()
         WHERE upstream_account_id = $1::uuid AND deleted_at IS NULL AND status = 'paused'
           AND status_reason = '${statusReason.sharedAccount}'`,
}

/**
 * An admin's word on an upstream account that two owners offer: `cleared` gives the resources back to their owners, who go
 * live themselves; `refused` disables them. Repeatable under one client id. Throws NOT_FOUND, STATE_CHANGED (decided
 * already), IDEMPOTENCY_CONFLICT.
 */
export async function decideAccountReview(ctx: UserCtx, input: DecideAccountReview): Promise<Done> {
  const { clientId, ...content } = input
  const { reviewId, decision, reason } = content
  await ctx.deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const action = 'gateway.decide_account_review'
    if (!(await isFirstRequest(sql, ctx, { clientId, action, subjectId: reviewId, content })))
      return
    const values = [reviewId, decision, reason, ctx.actor.userId]
    const [decided] = await sql.query<{ accountId: string }>(decide, values)
    if (decided === undefined) {
      const known = await tx.accountReview.count({ where: { id: reviewId } })
      throw new DomainError(known === 0 ? 'NOT_FOUND' : 'STATE_CHANGED')
    }
    const next =
      decision === 'cleared'
        ? ['paused', statusReason.notLive]
        : ['disabled', statusReason.sharedAccount]
    await sql.query(settle, [decided.accountId, ...next])
    await audit(sql, ctx, {
      action,
      subjectKind: 'account_review',
      subjectId: reviewId,
      detail: { decision, reason },
    })
  })
  return { done: true }
}
