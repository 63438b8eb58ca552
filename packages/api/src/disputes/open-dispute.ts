import { prismaSql } from '@aetherflow/db/sql'
import { openDispute as open } from '@aetherflow/ledger/open-dispute'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { requestHash } from '../request-hash.ts'
import { findDispute } from './internal/find-dispute.ts'
import { mailBothSides } from './internal/mail-both-sides.ts'
import type { DisputeView, OpenDispute } from './schemas.ts'

/**
 * Disputes one of the caller's delivered and paid tasks; the system attaches the evidence, its earnings stop
 * maturing, and both sides are told. Repeatable under one client id. Throws NOT_FOUND, NOT_DISPUTABLE
 * { reason }, DISPUTE_WINDOW_PASSED { until }, ALREADY_DISPUTED { disputeId }, IDEMPOTENCY_CONFLICT.
 */
export async function openDispute(ctx: UserCtx, input: OpenDispute): Promise<DisputeView> {
  const { clientId, taskId, type, description } = input
  const { deps, actor } = ctx
  const hash = requestHash({ taskId, type, description })
  const opened = await deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const dispute = { userId: actor.userId, taskId, clientId, requestHash: hash, type, description }
    const { disputeId, repeated } = await open(sql, dispute)
    if (!repeated) {
      await audit(sql, ctx, {
        action: 'disputes.open',
        subjectKind: 'dispute',
        subjectId: disputeId,
        detail: { taskId, type },
      })
      await mailBothSides(tx, disputeId, 'dispute_opened', 'dispute_under_review')
    }
    return disputeId
  })
  deps.wake.send('outbox')
  return findDispute(ctx, opened)
}
