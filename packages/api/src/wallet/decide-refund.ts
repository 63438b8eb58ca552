import { prismaSql } from '@aetherflow/db/sql'
import type { OrderRefund } from '@aetherflow/db/generated/prisma/client'
import { isFirstRequest } from '../admin-request.ts'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { databaseNow } from './internal/database-now.ts'
import { reopenIncident } from './internal/reopen-incident.ts'

export type DecideRefund = {
  clientId: string
  refundId: string
  decision: 'approve' | 'reject'
  reason: string
}

/**
 * Agrees, as a second admin, to a refund above the limit, or rejects it; who asked may reject but not agree.
 * Throws NOT_FOUND, STATE_CHANGED, SECOND_ADMIN_REQUIRED, IDEMPOTENCY_CONFLICT.
 */
export async function decideRefund(ctx: UserCtx, input: DecideRefund): Promise<OrderRefund> {
  const { deps, actor } = ctx
  const { clientId, refundId, ...content } = input
  const refund = await deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const action = `wallet.${input.decision}_refund`
    const request = { clientId, action, subjectId: refundId, content }
    const asked = await tx.orderRefund.findUnique({ where: { id: refundId } })
    if (asked === null) throw new DomainError('NOT_FOUND')
    if (!(await isFirstRequest(sql, ctx, request))) return asked
    const isOwn = asked.requestedBy === actor.userId
    if (input.decision === 'approve' && isOwn) throw new DomainError('SECOND_ADMIN_REQUIRED')
    const { count } = await tx.orderRefund.updateMany({
      where: { id: refundId, state: 'awaiting_approval' },
      data:
        input.decision === 'approve'
          ? { state: 'requested', approvedBy: actor.userId }
          : { state: 'refused', failure: 'REJECTED', endedAt: await databaseNow(sql) },
    })
    if (count !== 1) throw new DomainError('STATE_CHANGED')
    if (input.decision === 'reject') await reopenIncident(sql, asked.incidentId)
    await audit(sql, ctx, {
      action,
      subjectKind: 'order',
      subjectId: asked.orderId,
      detail: { refundId, reason: input.reason },
    })
    return tx.orderRefund.findUniqueOrThrow({ where: { id: refundId } })
  })
  if (refund.state === 'requested') deps.wake.send('gateway-events')
  return refund
}
