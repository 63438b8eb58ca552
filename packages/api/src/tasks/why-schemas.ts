import { z } from 'zod'
import { attemptState, preference, reasonCount } from './schemas.ts'

const credits = z.bigint()

/** One of those that could have taken the task; whose it is, is not said. */
const comparedView = z.strictObject({
  price: credits,
  /** 0–1, higher is better. */
  score: z.number(),
  /** Share of calls that bring an image, 0–1. */
  success: z.number(),
  typicalMs: z.int(),
  /** What 19 of 20 calls stay below; null in old decisions. */
  slowMs: z.int().nullable(),
  chosen: z.boolean(),
  /** Why it was not taken although it was asked first. */
  skipped: z.string().nullable(),
})

const choiceView = z.strictObject({
  attemptId: z.uuid(),
  number: z.int(),
  state: attemptState,
  decidedAt: z.date(),
  policyVersion: z.int(),
  /**
   * What made the difference to the next best: price, success or speed; load or lot between equals; `only`
   * when nobody else could; `next` when the better ones had just been taken. Null when it was not kept.
   */
  decidedBy: z.enum(['price', 'success', 'speed', 'load', 'lot', 'only', 'next']).nullable(),
  /** How many could have taken it; null in old decisions. */
  able: z.int().nullable(),
  /** The best few, best first. */
  compared: z.array(comparedView),
  /** Why the others could not. */
  reasons: z.array(reasonCount),
})
export type Choice = z.infer<typeof choiceView>
export const whyOutput = z.strictObject({
  preference,
  ownKey: z.boolean(),
  choices: z.array(choiceView),
})
export type Why = z.infer<typeof whyOutput>

export const whyNotMineInput = z.strictObject({
  resourceId: z.uuid(),
  /** The last hour or the last day, in whole hours of the clock. */
  hours: z.union([z.literal(1), z.literal(24)]).default(24),
})
export type WhyNotMineInput = z.infer<typeof whyNotMineInput>
/** What the owner could do about a reason: one of the settings, the upstream account, or nothing. */
const remedy = z.enum([
  'price', 'hours', 'daily-limit', 'monthly-limit', 'balance', 'concurrency', 'per-minute', 'key', 'wait', 'none',
]) // prettier-ignore
export type Remedy = z.infer<typeof remedy>
export const whyNotMineOutput = z.strictObject({
  since: z.date(),
  /** Tasks that went to this resource, and those of its models that went elsewhere. */
  chosen: z.int(),
  passedOver: z.int(),
  /** What keeps it from every task at this moment; null when nothing does. */
  standing: z.strictObject({ reason: z.string(), remedy }).nullable(),
  reasons: z.array(z.strictObject({ reason: z.string(), count: z.int(), remedy })),
  /** Where it could have taken the task and another scored higher. */
  outscored: z
    .strictObject({
      count: z.int(),
      /** Of the score (0–1), on average. */
      averageGap: z.number(),
      /** How many of them a lower price alone would have won, and that price on average, in 1/10,000. */
      winnable: z.int(),
      winningPriceE4: z.bigint().nullable(),
    })
    .nullable(),
  priceE4: z.bigint(),
})
export type WhyNotMine = z.infer<typeof whyNotMineOutput>
