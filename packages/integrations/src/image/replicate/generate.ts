import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import type { DownloadResult } from '../../http/download-result.ts'
import { timeLeft } from '../../http/time-left.ts'
import { callFault } from '../call-fault.ts'
import { announceJob } from '../follow-job.ts'
import { followPolitely, type Pace } from '../follow-politely.ts'
import { invalidAnswer } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome, ResumeCall } from '../image-upstream.ts'
import { jobName } from '../job-name.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { askAboutPrediction, predictionPattern } from './ask-about-prediction.ts'
import { replicateDialect } from './replicate-dialect.ts'
import { replicateModels } from './replicate-models.ts'

export type ReplicateParts = { client: HttpClient; download: DownloadResult; pace: Pace }

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
  if (fault !== null || model === undefined)
    return { kind: 'refused', code: 'BAD_REQUEST', upstreamRequestId: null, detail: fault ?? '' }
  const left = timeLeft(call.timeoutMs)
  const outcome = await parts.client.send({
    method: 'POST',
    path: model.path,
    headers: {
      accept: 'application/json',
      'user-agent': 'aetherflow/0.1.0',
      'x-client-request-id': call.attemptId,
    },
    credential: bearer(call.key),
    body: {
      contentType: 'application/json',
      bytes: Buffer.from(JSON.stringify({ input: inputOf(call) })),
    },
    timeoutMs: left(),
    signal: call.signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, call.key, replicateDialect, Date.now())
  if ('failure' in read) return read.failure
  const id = jobName(readJson(read.answer.body, begunSchema)?.id, predictionPattern, call.key)
  if (id === null) return invalidAnswer(read.requestId, 'no prediction was named')
  if (!(await announceJob(call, id))) return { kind: 'unknown', reason: 'connection-lost' }
  const asked = { id, key: call.key, format: call.outputFormat }
  return followPolitely({ ...call, timeoutMs: left() }, parts.pace, (options) =>
    askAboutPrediction(parts, asked, options),
  )
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
