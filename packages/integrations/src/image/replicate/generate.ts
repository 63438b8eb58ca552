import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { bearer } from '../../http/create-http-client.ts'
import type { DownloadResult } from '../../http/download-result.ts'
import { callFault } from '../call-fault.ts'
import { followPolitely } from '../follow-politely.ts'
import { invalidAnswer, unfitCall } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome, ResumeCall } from '../image-upstream.ts'
import { jobName } from '../job-name.ts'
import { readJson } from '../read-json.ts'
import { type JobVendor, runJob } from '../run-job.ts'
import { askAboutPrediction, predictionPattern } from './ask-about-prediction.ts'
import { replicateModels } from './replicate-models.ts'

export type ReplicateParts = JobVendor & { download: DownloadResult }

const begunSchema = z.object({ id: z.unknown().optional() })
const maxSeed = 2_147_483_647

/**
 * Begins a prediction and follows it. It never asks the vendor to hold the answer (`Prefer: wait`): the name comes at once, and a lost
 * connection loses nothing.
 */
export async function generate(
  parts: ReplicateParts,
  call: GenerateCall,
): Promise<GenerateOutcome> {
  const fault = callFault(
    call,
    replicateModels.map(({ published }) => published),
  )
  const model = replicateModels.find(({ published }) => published.id === call.model)
  if (fault !== null || model === undefined) return unfitCall(fault ?? 'model: not offered')
  const { key, outputFormat: format } = call
  return runJob(parts, call, {
    path: model.path,
    credential: bearer(key),
    body: { input: inputOf(call) },
    jobOf: (body) => jobName(readJson(body, begunSchema)?.id, predictionPattern, key),
    write: (id) => id,
    ask: (id, options) => askAboutPrediction(parts, { id, key, format }, options),
  })
}

/** Asks about a prediction that another call began. */
export async function resume(
  parts: ReplicateParts,
  { key, job, ...options }: ResumeCall,
): Promise<GenerateOutcome> {
  if (!predictionPattern.test(job)) return invalidAnswer(null, 'job: not a name of this vendor')
  return followPolitely(options, parts.pace, (bounds) =>
    askAboutPrediction(parts, { id: job, key, format: null }, bounds),
  )
}

function inputOf(call: GenerateCall): Record<string, unknown> {
  return {
    prompt: call.prompt,
    aspect_ratio: call.aspectRatio,
    num_outputs: 1,
    seed: call.seed ?? randomInt(1, maxSeed),
    output_format: call.outputFormat === 'jpeg' ? 'jpg' : call.outputFormat,
    ...call.options,
  }
}
