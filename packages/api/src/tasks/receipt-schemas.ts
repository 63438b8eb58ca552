import { z } from 'zod'
import { attemptState, reasonCount, runParams, taskView, preference } from './schemas.ts'

const credits = z.bigint()

const attemptView = z.strictObject({
  id: z.uuid(),
  number: z.int(),
  state: attemptState,
  /** Frozen when it was assigned. */
  price: credits,
  /** How its provider calls itself. */
  provider: z.string(),
  claimedAt: z.date(),
  dispatchedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  latencyMs: z.int().nullable(),
  errorCode: z.string().nullable(),
  upstreamRequestId: z.string().nullable(),
  /** Why this resource: what it was compared with, and why others could not. */
  routing: z
    .strictObject({
      policyVersion: z.int(),
      chosen: z.int().nullable(),
      candidates: z.array(
        z.strictObject({
          price: credits,
          score: z.number(),
          success: z.number(),
          latencyMs: z.number(),
        }),
      ),
      excluded: z.array(reasonCount),
    })
    .nullable(),
})
export type AttemptView = z.infer<typeof attemptView>

const settlementView = z.strictObject({
  state: z.enum(['open', 'matured', 'disputed', 'reversed']),
  price: credits,
  fee: credits,
  providerShare: credits,
  fromBonus: credits,
  fromPromo: credits,
  fromAvailable: credits,
  fromEarned: credits,
  reversed: credits,
  settledAt: z.date(),
  /** Until then it can be disputed. */
  maturesAt: z.date(),
})

/** Everything about one task: where the money went, who was asked, and why. */
export const receiptOutput = z.strictObject({
  task: taskView,
  run: z.strictObject({
    id: z.uuid(),
    prompt: z.string(),
    negativePrompt: z.string(),
    params: runParams,
    preference,
    ownKey: z.boolean(),
    createdAt: z.date(),
  }),
  modelName: z.string(),
  upstreamName: z.string(),
  hold: z.strictObject({
    ceiling: credits,
    fromBonus: credits,
    fromPromo: credits,
    fromAvailable: credits,
    fromEarned: credits,
    commissionBps: z.int(),
  }),
  attempts: z.array(attemptView),
  settlement: settlementView.nullable(),
})
export type Receipt = z.infer<typeof receiptOutput>

export const resourceStatsInput = z.strictObject({ resourceIds: z.array(z.uuid()).min(1).max(50) })
const resourceStats = z.strictObject({
  resourceId: z.uuid(),
  /** Over the last 30 days. */
  delivered: z.int(),
  failed: z.int(),
  unknown: z.int(),
  /** Delivered of those that were not the consumer's fault, in percent; null before the first. */
  successPercent: z.number().nullable(),
  /** Provider's share, in hundredths of a credit. */
  earned: credits,
  earnedToday: credits,
  averageLatencyMs: z.int().nullable(),
  /** In 1/10,000 upstream credit. */
  usedTodayE4: z.bigint(),
  usedThisMonthE4: z.bigint(),
  inFlight: z.int(),
  /** The breaker keeps work away until then. */
  breakerUntil: z.date().nullable(),
  lockedUntil: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
})
export type ResourceStats = z.infer<typeof resourceStats>
export const resourceStatsOutput = z.strictObject({ resources: z.array(resourceStats) })

export const resourceUsesInput = z.strictObject({
  resourceId: z.uuid(),
  before: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(30),
})
export type ResourceUsesInput = z.infer<typeof resourceUsesInput>
/** One use of a deposited key, as its owner may check it against the upstream's bill. */
const resourceUse = z.strictObject({
  attemptId: z.uuid(),
  modelId: z.string(),
  state: attemptState,
  errorCode: z.string().nullable(),
  costE4: z.bigint(),
  upstreamRequestId: z.string().nullable(),
  latencyMs: z.int().nullable(),
  claimedAt: z.date(),
  dispatchedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  /** The provider's share, once delivered. */
  earned: credits.nullable(),
})
export const resourceUsesOutput = z.strictObject({
  uses: z.array(resourceUse),
  more: z.boolean(),
})
export type ResourceUses = z.infer<typeof resourceUsesOutput>
