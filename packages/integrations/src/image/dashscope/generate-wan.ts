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
import { dashscopeDialect } from './dashscope-error.ts'
import { type WanModel, wanModels } from './wan-models.ts'
import { askAboutTask, readTask, taskIdPattern, writeTask } from './wan-task.ts'

export type WanParts = { client: HttpClient; download: DownloadResult; pace: Pace }

const begunSchema = z.object({ output: z.object({ task_id: z.unknown().optional() }) })
const maxSeed = 2_147_483_647
const maxNegativeChars = 500

/** Begins a task (`X-DashScope-Async: enable`; Wan has no other way up to 2.5) and follows it. */
export async function generateWan(parts: WanParts, call: GenerateCall): Promise<GenerateOutcome> {
  const model = wanModels.find(({ published }) => published.id === call.model)
  const fault = faultOf(call)
  if (fault !== null || model === undefined)
    return { kind: 'refused', code: 'BAD_REQUEST', upstreamRequestId: null, detail: fault ?? '' }
  const left = timeLeft(call.timeoutMs)
  const seed = call.seed ?? randomInt(1, maxSeed)
  const outcome = await parts.client.send({
    method: 'POST',
    path: '/api/v1/services/aigc/text2image/image-synthesis',
    headers: {
      accept: 'application/json',
      'user-agent': 'aetherflow/0.1.0',
      'x-client-request-id': call.attemptId,
      'x-dashscope-async': 'enable',
    },
    credential: bearer(call.key),
    body: {
      contentType: 'application/json',
      bytes: Buffer.from(JSON.stringify(bodyOf(model, call, seed))),
    },
    timeoutMs: left(),
    signal: call.signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, call.key, dashscopeDialect, Date.now())
  if ('failure' in read) return read.failure
  const id = jobName(
    readJson(read.answer.body, begunSchema)?.output.task_id,
    taskIdPattern,
    call.key,
  )
  if (id === null) return invalidAnswer(read.requestId, 'no task was named')
  if (!(await announceJob(call, writeTask({ id, seed }))))
    return { kind: 'unknown', reason: 'connection-lost' }
  return followPolitely({ ...call, timeoutMs: left() }, parts.pace, (options) =>
    askAboutTask(parts, { id, seed }, call.key, options),
  )
}

/** Asks about a task that another call began. */
export async function resumeWan(
  parts: WanParts,
  { key, job, ...options }: ResumeCall,
): Promise<GenerateOutcome> {
  const task = readTask(job)
  if (task === null) return invalidAnswer(null, 'job: not a name of this vendor')
  return followPolitely(options, parts.pace, (bounds) => askAboutTask(parts, task, key, bounds))
}

/** The vendor cuts what is too long without a word; a call should mean what it says. */
function faultOf(call: GenerateCall): string | null {
  const fault = callFault(
    call,
    wanModels.map(({ published }) => published),
  )
  if (fault !== null) return fault
  return (call.negativePrompt ?? '').length > maxNegativeChars ? 'negativePrompt: too_big' : null
}

function bodyOf({ vendorModel, published }: WanModel, call: GenerateCall, seed: number) {
  const size = published.capability.sizes[call.aspectRatio ?? '']
  return {
    model: vendorModel,
    input: {
      prompt: call.prompt,
      ...(call.negativePrompt ? { negative_prompt: call.negativePrompt } : {}),
    },
    parameters: {
      n: 1,
      seed,
      size: `${size?.width ?? 0}*${size?.height ?? 0}`,
      // The mark that the law asks for is ours to set, once.
      watermark: false,
      ...call.options,
    },
  }
}
