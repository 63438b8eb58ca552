import { z } from 'zod'
import {
  callInputs,
  callParams,
  type ClaimedCall,
  envelope,
  type JobCall,
} from '../worker-schemas.ts'

const int8 = z.string().transform(BigInt)
const reasons = z.array(z.object({ resource: z.string(), reason: z.string() }))

const time = z.string().transform((text) => new Date(text))

const call = z.object({
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
  inputs: callInputs.optional(),
  seed: int8.nullable(),
  price: int8,
  costE4: int8,
  deadlineAt: time,
  envelope,
})

/** The answer of `queue.resume` and `queue.claim_unknowns`. */
export const jobsAnswer = z.array(
  call.extend({ job: z.string(), callLeftMs: z.number() }),
) satisfies z.ZodType<JobCall[]>

/** The answer of `queue.claim`: int8 travels as text and times as ISO text, because it is JSON. */
export const claimAnswer = z.object({
  calls: z.array(call) satisfies z.ZodType<ClaimedCall[]>,
  chosen: z.array(
    z.object({ task: z.string(), attempt: z.string(), resource: z.string(), skipped: reasons }),
  ),
  refusals: z.array(z.object({ task: z.string(), reasons })),
})
export type ClaimAnswer = z.infer<typeof claimAnswer>
