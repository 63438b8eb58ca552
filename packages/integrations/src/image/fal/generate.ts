import { z } from 'zod'
import { callFault } from '../call-fault.ts'
import { followPolitely } from '../follow-politely.ts'
import { invalidAnswer, unfitCall } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome, ResumeCall } from '../image-upstream.ts'
import { jobName } from '../job-name.ts'
import { readJson } from '../read-json.ts'
import { type JobVendor, runJob } from '../run-job.ts'
import { askAboutRequest, type FalParts, requestPattern } from './ask-about-request.ts'
import { falModel, falModels } from './fal-models.ts'

const begunSchema = z.object({ request_id: z.unknown().optional() })

/**
 * Puts a request into fal's queue and follows it. `x-fal-no-retry` tells the queue not to try again by itself: what is tried twice
 * may be paid twice.
 */
export async function generate(
  parts: FalParts & JobVendor,
  call: GenerateCall,
): Promise<GenerateOutcome> {
  const fault = callFault(
    call,
    falModels.map(({ published }) => published),
  )
  const model = falModel(call.model)
  if (fault !== null || model === undefined) return unfitCall(fault ?? 'model: not offered')
  const { key, outputFormat: format } = call
  const { path, app, published } = model
  return runJob(parts, call, {
    path,
    credential: { header: 'authorization', scheme: 'Key', key },
    headers: { 'x-fal-no-retry': '1' },
    body: inputOf(published.capability.sizes, call),
    jobOf: (body) => jobName(readJson(body, begunSchema)?.request_id, requestPattern, key),
    write: (id) => id,
    ask: (id, options) => askAboutRequest(parts, { id, app, key, format }, options),
  })
}

/** Asks about a request that another call made. */
export async function resume(
  parts: FalParts & JobVendor,
  { key, job, model: modelId, ...options }: ResumeCall,
): Promise<GenerateOutcome> {
  const app = falModel(modelId)?.app
  if (app === undefined || !requestPattern.test(job))
    return invalidAnswer(null, 'job: not a name of this vendor')
  return followPolitely(options, parts.pace, (bounds) =>
    askAboutRequest(parts, { id: job, app, key, format: null }, bounds),
  )
}

function inputOf(
  sizes: Record<string, { width: number; height: number }>,
  call: GenerateCall,
): Record<string, unknown> {
  return {
    prompt: call.prompt,
    image_size: sizes[call.aspectRatio ?? ''],
    num_images: 1,
    enable_safety_checker: true,
    output_format: call.outputFormat,
    ...(call.seed === undefined ? {} : { seed: call.seed }),
    ...call.options,
  }
}
