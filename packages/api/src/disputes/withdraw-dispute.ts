import { prismaSql } from '@aetherflow/db/sql'
import { withdrawDispute as withdraw } from '@aetherflow/ledger/withdraw-dispute'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { findDispute } from './internal/find-dispute.ts'
import type { DisputeView } from './schemas.ts'

/**
 * Takes one of the caller's disputes back while nobody has decided; withdrawn already is a success. The task
 * may be disputed again within its window. Throws NOT_FOUND, STATE_CHANGED.
 */
export async function withdrawDispute(
  ctx: UserCtx,
  input: { disputeId: string },
): Promise<DisputeView> {
  const { disputeId } = input
  await ctx.deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const { repeated } = await withdraw(sql, { disputeId, userId: ctx.actor.userId })
    if (repeated) return
    const action = 'disputes.withdraw'
    await audit(sql, ctx, { action, subjectKind: 'dispute', subjectId: disputeId })
  })
  return findDispute(ctx, disputeId)
}
