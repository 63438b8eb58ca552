import { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import type { DownloadResult } from '../../http/download-result.ts'
import { timeLeft } from '../../http/time-left.ts'
import { callFault } from '../call-fault.ts'
import { creditsE4 } from '../credits-e4.ts'
import { announceJob } from '../follow-job.ts'
import { followPolitely, type Pace } from '../follow-politely.ts'
import { invalidAnswer } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome, ResumeCall } from '../image-upstream.ts'
import { jobName } from '../job-name.ts'
import { NumberText } from '../parse-json-numbers-as-text.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { askAboutJob } from './ask-about-job.ts'
import { bflDialect } from './bfl-dialect.ts'
import { bflIdPattern, pollingPlace, readJob, writeJob } from './bfl-job.ts'
import { type BflModel, bflModel, bflModels } from './bfl-models.ts'

export type BflParts = {
  client: HttpClient
  download: DownloadResult
  baseAddress: string
  pace: Pace
}

const maxCostE4 = 10n ** 12n

const begunSchema = z.object({
  id: z.unknown().optional(),
  polling_url: z.unknown().optional(),
  cost: z.unknown().optional(),
})

/** Begins a job, tells its name, and follows it to its end. The answer to the first call says what the job costs. */
export async function generate(parts: BflParts, call: GenerateCall): Promise<GenerateOutcome> {
  const fault = callFault(
    call,
    bflModels.map(({ published }) => published),
  )
  const model = bflModel(call.model)
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
    credential: { header: 'x-key', scheme: null, key: call.key },
    body: {
      contentType: 'application/json',
      bytes: Buffer.from(JSON.stringify(bodyOf(model, call))),
    },
    timeoutMs: left(),
    signal: call.signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, call.key, bflDialect, Date.now())
  if ('failure' in read) return read.failure
  const begun = readJson(read.answer.body, begunSchema, { numbersAsText: true })
  const costE4 = begun?.cost instanceof NumberText ? creditsE4(begun.cost.text) : null
  const id = jobName(begun?.id, bflIdPattern, call.key)
  if (id === null) return invalidAnswer(read.requestId, 'no job was named')
  const job = {
    id,
    ...pollingPlace(begun?.polling_url, id, parts.baseAddress),
    // A cost below zero, or of millions, is no cost.
    costE4: costE4 !== null && costE4 >= 0n && costE4 < maxCostE4 ? costE4 : null,
  }
  if (!(await announceJob(call, writeJob(job))))
    return { kind: 'unknown', reason: 'connection-lost' }
  const asked = { job, key: call.key, format: call.outputFormat }
  return followPolitely({ ...call, timeoutMs: left() }, parts.pace, (options) =>
    askAboutJob(parts.download, asked, options),
  )
}

/** Asks about a job that another call began; its name is checked anew and refused without a call when it is none of ours. */
export async function resume(
  parts: BflParts,
  { key, job: text, ...options }: ResumeCall,
): Promise<GenerateOutcome> {
  const job = readJob(text, parts.baseAddress)
  if (job === null) return invalidAnswer(null, 'job: not a name of this vendor')
  return followPolitely(options, parts.pace, (bounds) =>
    askAboutJob(parts.download, { job, key, format: null }, bounds),
  )
}

function bodyOf({ shape, published }: BflModel, call: GenerateCall): Record<string, unknown> {
  const size = published.capability.sizes[call.aspectRatio ?? '']
  const picture = call.inputs?.image
  return {
    prompt: call.prompt,
    output_format: call.outputFormat,
    ...(call.seed === undefined ? {} : { seed: call.seed }),
    ...(shape === 'pixels' ? size : {}),
    ...(picture === undefined
      ? {}
      : { input_image: Buffer.from(picture.bytes).toString('base64') }),
    ...call.options,
  }
}
