import { adminProcedure } from '../trpc.ts'
import { adjustAccount, buyOut } from './adjust-account.ts'
import { findTransfers } from './find-transfers.ts'
import { getBalancesAt } from './get-balances-at.ts'
import { listAdjustments } from './list-adjustments.ts'
import * as schema from './money-schemas.ts'
import { approveAdjustment, rejectAdjustment } from './review-adjustment.ts'

/** Looking into the ledger, and corrections by hand. */
export const moneyProcedures = {
  /** Transfers by an id that caused them or by business key, with entries and accounts. */
  transfers: adminProcedure
    .input(schema.transfersInput)
    .output(schema.transfersOutput)
    .query(({ ctx, input }) => findTransfers(ctx, input)),
  /** What a user's accounts held at a moment. NOT_FOUND. */
  balancesAt: adminProcedure
    .input(schema.balancesAtInput)
    .output(schema.balancesAtOutput)
    .query(({ ctx, input }) => getBalancesAt(ctx, input)),
  /** Corrections by hand and buy-outs, newest first. */
  adjustments: adminProcedure
    .input(schema.adjustmentsInput)
    .output(schema.adjustmentsOutput)
    .query(({ ctx, input }) => listAdjustments(ctx, input)),
  /** Corrects a user’s account against `loss`. NOT_FOUND, INSUFFICIENT_CREDITS, SECOND_ADMIN_REQUIRED, IDEMPOTENCY_CONFLICT. */
  adjust: adminProcedure
    .input(schema.adjustInput)
    .output(schema.adjustmentView)
    .mutation(({ ctx, input }) => adjustAccount(ctx, input)),
  /** Buys promotional earnings out within the caps. NOT_FOUND, INSUFFICIENT_CREDITS, SECOND_ADMIN_REQUIRED, IDEMPOTENCY_CONFLICT. */
  buyOut: adminProcedure
    .input(schema.buyOutInput)
    .output(schema.adjustmentView)
    .mutation(({ ctx, input }) => buyOut(ctx, input)),
  /** Agrees to another admin's adjustment. NOT_FOUND, STATE_CHANGED, SECOND_ADMIN_REQUIRED, IDEMPOTENCY_CONFLICT. */
  approveAdjustment: adminProcedure
    .input(schema.reviewAdjustmentInput)
    .output(schema.adjustmentView)
    .mutation(({ ctx, input }) => approveAdjustment(ctx, input)),
  /** Refuses one that awaits approval. NOT_FOUND, STATE_CHANGED, IDEMPOTENCY_CONFLICT. */
  rejectAdjustment: adminProcedure
    .input(schema.reviewAdjustmentInput)
    .output(schema.adjustmentView)
    .mutation(({ ctx, input }) => rejectAdjustment(ctx, input)),
}
