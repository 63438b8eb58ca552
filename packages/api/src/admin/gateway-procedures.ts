import { decideAccountReview } from '../gateway/decide-account-review.ts'
import * as schema from '../gateway/desk-schemas.ts'
import { listAccountReviews } from '../gateway/list-account-reviews.ts'
import { listDepositPolicies } from '../gateway/list-deposit-policies.ts'
import { done } from '../gateway/schemas.ts'
import { setDepositPolicy } from '../gateway/set-deposit-policy.ts'
import { nothing } from '../nothing.ts'
import { adminProcedure } from '../trpc.ts'

/** The desk's word on whose keys may be offered. */
export const gatewayProcedures = {
  /** For which upstreams keys may be deposited, and why. */
  depositPolicies: adminProcedure
    .input(nothing)
    .output(schema.depositPolicies)
    .query(({ ctx }) => listDepositPolicies(ctx)),
  /** Opens or closes deposits for an upstream. NOT_FOUND, IDEMPOTENCY_CONFLICT. */
  setDepositPolicy: adminProcedure
    .input(schema.setDepositPolicyInput)
    .output(done)
    .mutation(({ ctx, input }) => setDepositPolicy(ctx, input)),
  /** Upstream accounts that two owners offer. */
  accountReviews: adminProcedure
    .input(schema.listAccountReviewsInput)
    .output(schema.accountReviews)
    .query(({ ctx, input }) => listAccountReviews(ctx, input)),
  /** Clears or refuses such an account. NOT_FOUND, STATE_CHANGED, IDEMPOTENCY_CONFLICT. */
  decideAccountReview: adminProcedure
    .input(schema.decideAccountReviewInput)
    .output(done)
    .mutation(({ ctx, input }) => decideAccountReview(ctx, input)),
}
