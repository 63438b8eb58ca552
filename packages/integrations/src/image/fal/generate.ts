import { z } from 'zod'
import { timeLeft } from '../../http/time-left.ts'
import { callFault } from '../call-fault.ts'
import { announceJob } from '../follow-job.ts'
import { followPolitely, type Pace } from '../follow-politely.ts'
import { invalidAnswer } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome, ResumeCall } from '../image-upstream.ts'
import { jobName } from '../job-name.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { askAboutRequest, type FalParts, requestPattern } from './ask-about-request.ts'
import { falDialect } from './fal-dialect.ts'
import { falModel, falModels } from './fal-models.ts'

const begunSchema = z.object({ request_id: z.unknown().optional() })

/**
 * Puts a request into fal's queue and follows it. `x-fal-no-retry` tells the queue not to try again by itself: what is tried twice
 * may be paid twice.
 */
export async function generate(
  parts: FalParts & { pace: Pace },
  call: GenerateCall,
): Promise<GenerateOutcome> {
  const fault = callFault(
    call,
    falModels.map(({ published }) => published),
  )
  const model = falModel(call.model)
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
      'x-fal-no-retry': '1',
    },
    credential: { header: 'authorization', scheme: 'Key', key: call.key },
    body: {
      contentType: 'application/json',
      bytes: Buffer.from(JSON.stringify(inputOf(model.published.capability.sizes, call))),
    },
    timeoutMs: left(),
    signal: call.signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, call.key, falDialect, Date.now())
  if ('failure' in read) return read.failure
  const id = jobName(readJson(read.answer.body, begunSchema)?.request_id, requestPattern, call.key)
  if (id === null) return invalidAnswer(read.requestId, 'no request was named')
  if (!(await announceJob(call, id))) return { kind: 'unknown', reason: 'connection-lost' }
  const asked = { id, app: model.app, key: call.key, format: call.outputFormat }
  return followPolitely({ ...call, timeoutMs: left() }, parts.pace, (options) =>
    askAboutRequest(parts, asked, options),
  )
}

/** Asks about a request that another call made. */
export async function resume(
  parts: FalParts & { pace: Pace },
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
