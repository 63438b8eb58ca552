import { decideDispute } from '../disputes/decide-dispute.ts'
import * as schema from '../disputes/desk-schemas.ts'
import { getCase } from '../disputes/get-case.ts'
import { listQueue } from '../disputes/list-queue.ts'
import { previewDecision } from '../disputes/preview-decision.ts'
import { approveDecision, refuseDecision } from '../disputes/review-decision.ts'
import { disputeInput } from '../disputes/schemas.ts'
import { adminProcedure } from '../trpc.ts'

/** Deciding about disputes. The web records what is decided, the worker executes it. */
export const disputeProcedures = {
  /** Disputes, oldest first, with the time promised for an answer. */
  disputes: adminProcedure
    .input(schema.queueInput)
    .output(schema.queueOutput)
    .query(({ ctx, input }) => listQueue(ctx, input)),
  /** Everything about a dispute on one screen. NOT_FOUND. */
  dispute: adminProcedure
    .input(disputeInput)
    .output(schema.caseOutput)
    .query(({ ctx, input }) => getCase(ctx, input)),
  /** What a decision would do to everybody's balances. NOT_FOUND, STATE_CHANGED, AMOUNT_OUT_OF_RANGE. */
  previewDecision: adminProcedure
    .input(schema.previewInput)
    .output(schema.previewOutput)
    .query(({ ctx, input }) => previewDecision(ctx, input)),
  /**
   * Decides an open dispute; above the limit a second admin has to agree. NOT_FOUND, STATE_CHANGED,
   * AMOUNT_OUT_OF_RANGE, SECOND_ADMIN_REQUIRED, IDEMPOTENCY_CONFLICT.
   */
  decideDispute: adminProcedure
    .input(schema.decideInput)
    .output(schema.caseOutput)
    .mutation(({ ctx, input }) => decideDispute(ctx, input)),
  /** Agrees to another admin's decision. NOT_FOUND, STATE_CHANGED, SECOND_ADMIN_REQUIRED, IDEMPOTENCY_CONFLICT. */
  approveDecision: adminProcedure
    .input(schema.reviewInput)
    .output(schema.caseOutput)
    .mutation(({ ctx, input }) => approveDecision(ctx, input)),
  /** Refuses a decision that awaits approval; the dispute is open again. NOT_FOUND, STATE_CHANGED, IDEMPOTENCY_CONFLICT. */
  refuseDecision: adminProcedure
    .input(schema.reviewInput)
    .output(schema.caseOutput)
    .mutation(({ ctx, input }) => refuseDecision(ctx, input)),
}
