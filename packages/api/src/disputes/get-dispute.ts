import type { UserCtx } from '../context.ts'
import { findDispute } from './internal/find-dispute.ts'
import type { DisputeView } from './schemas.ts'

/** One of the caller's disputes, with when what happened and what moved. Throws NOT_FOUND. */
export function getDispute(ctx: UserCtx, input: { disputeId: string }): Promise<DisputeView> {
  return findDispute(ctx, input.disputeId)
}
