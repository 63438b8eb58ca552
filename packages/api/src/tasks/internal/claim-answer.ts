import { z } from 'zod'
import { callParams, type ClaimedCall, envelope } from '../worker-schemas.ts'

const int8 = z.string().transform(BigInt)
const reasons = z.array(z.object({ resource: z.string(), reason: z.string() }))

/** The answer of `queue.claim`: int8 travels as text and times as ISO text, because it is JSON. */
export const claimAnswer = z.object({
  calls: z.array(
    z.object({
      attemptId: z.string(),
      fence: int8,
      taskId: z.string(),
      attemptNumber: z.number(),
      resourceId: z.string(),
      upstream: z.string(),
      modelId: z.string(),
      callTimeoutMs: z.number(),
      prompt: z.string(),
      negativePrompt: z.string(),
      params: callParams,
      seed: int8.nullable(),
      price: int8,
      costE4: int8,
      deadlineAt: z.string().transform((text) => new Date(text)),
      envelope,
    }),
  ) satisfies z.ZodType<ClaimedCall[]>,
  chosen: z.array(
    z.object({ task: z.string(), attempt: z.string(), resource: z.string(), skipped: reasons }),
  ),
  refusals: z.array(z.object({ task: z.string(), reasons })),
})
export type ClaimAnswer = z.infer<typeof claimAnswer>
