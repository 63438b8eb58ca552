import { z } from 'zod'
import { uuidPage } from '../keyset.ts'
import { upstreamInput } from './schemas.ts'

const reason = z.string().trim().min(3).max(500)

export const depositPolicies = z.strictObject({
  upstreams: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      open: z.boolean(),
      reason: z.string(),
      warrantyVersion: z.string(),
      /** Deposited keys that are not deleted. */
      resources: z.int(),
      /** When an admin or the operator last decided; null for never. */
      changedAt: z.date().nullable(),
    }),
  ),
})
export type DepositPolicyRow = z.infer<typeof depositPolicies>['upstreams'][number]
export const setDepositPolicyInput = upstreamInput.extend({
  clientId: z.uuid(),
  open: z.boolean(),
  reason,
})
export type SetDepositPolicy = z.infer<typeof setDepositPolicyInput>

const state = z.enum(['open', 'cleared', 'refused'])
export const listAccountReviewsInput = uuidPage.extend({ state: state.nullable().default('open') })
export type ListAccountReviews = z.infer<typeof listAccountReviewsInput>
export const accountReviews = z.strictObject({
  reviews: z.array(
    z.strictObject({
      id: z.uuid(),
      upstreamName: z.string(),
      state,
      note: z.string(),
      openedAt: z.date(),
      decidedAt: z.date().nullable(),
      resources: z.array(
        z.strictObject({
          resourceId: z.uuid(),
          name: z.string(),
          ownerId: z.uuid(),
          email: z.string(),
          status: z.string(),
          statusReason: z.string().nullable(),
        }),
      ),
    }),
  ),
  more: z.boolean(),
})
export type AccountReview = z.infer<typeof accountReviews>['reviews'][number]
export const decideAccountReviewInput = z.strictObject({
  clientId: z.uuid(),
  reviewId: z.uuid(),
  decision: z.enum(['cleared', 'refused']),
  reason,
})
export type DecideAccountReview = z.infer<typeof decideAccountReviewInput>
