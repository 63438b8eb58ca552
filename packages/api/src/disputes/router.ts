import { providerProcedure, router, userProcedure } from '../trpc.ts'
import { findWindow } from './find-window.ts'
import { getDispute } from './get-dispute.ts'
import { listDisputes } from './list-disputes.ts'
import { listResourceDisputes } from './list-resource-disputes.ts'
import { openDispute } from './open-dispute.ts'
import * as schema from './schemas.ts'
import { withdrawDispute } from './withdraw-dispute.ts'

/** When an image is not what was paid for: both sides of a dispute. Deciding is the admins' (admin/router.ts). */
export const disputesRouter = router({
  /** Whether one of the caller's tasks can be disputed, until when, and why not. NOT_FOUND. */
  window: userProcedure
    .input(schema.windowInput)
    .output(schema.windowOutput)
    .query(({ ctx, input }) => findWindow(ctx, input)),
  /**
   * Disputes one of the caller's delivered and paid tasks. NOT_FOUND, NOT_DISPUTABLE, DISPUTE_WINDOW_PASSED,
   * ALREADY_DISPUTED, IDEMPOTENCY_CONFLICT.
   */
  open: userProcedure
    .input(schema.openDisputeInput)
    .output(schema.disputeView)
    .mutation(({ ctx, input }) => openDispute(ctx, input)),
  /** Takes a dispute back while nobody has decided. NOT_FOUND, STATE_CHANGED. */
  withdraw: userProcedure
    .input(schema.disputeInput)
    .output(schema.disputeView)
    .mutation(({ ctx, input }) => withdrawDispute(ctx, input)),
  /** The caller's disputes, newest first. */
  list: userProcedure
    .input(schema.listDisputesInput)
    .output(schema.listDisputesOutput)
    .query(({ ctx, input }) => listDisputes(ctx, input)),
  /** One of the caller's disputes. NOT_FOUND. */
  dispute: userProcedure
    .input(schema.disputeInput)
    .output(schema.disputeView)
    .query(({ ctx, input }) => getDispute(ctx, input)),
  /** Disputes about images that the caller's resources made, newest first. */
  onMyResources: providerProcedure
    .input(schema.resourceDisputesInput)
    .output(schema.resourceDisputesOutput)
    .query(({ ctx, input }) => listResourceDisputes(ctx, input)),
})
