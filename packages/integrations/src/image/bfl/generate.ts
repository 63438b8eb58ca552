import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import type { DownloadResult } from '../../http/download-result.ts'
import { callFault } from '../call-fault.ts'
import { creditsE4 } from '../credits-e4.ts'
import { followPolitely } from '../follow-politely.ts'
import { invalidAnswer, unfitCall } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome, ResumeCall } from '../image-upstream.ts'
import { jobName } from '../job-name.ts'
import { NumberText } from '../parse-json-numbers-as-text.ts'
import { readJson } from '../read-json.ts'
import { type JobVendor, runJob } from '../run-job.ts'
import { askAboutJob } from './ask-about-job.ts'
import { bflIdPattern, type BflJob, pollingPlace, readJob, writeJob } from './bfl-job.ts'
import { type BflModel, bflModel, bflModels } from './bfl-models.ts'

export type BflParts = JobVendor & { download: DownloadResult; baseAddress: string }

const maxCostE4 = 10n ** 12n

const begunSchema = z.object({
  id: z.unknown().optional(),
  polling_url: z.unknown().optional(),
  cost: z.unknown().optional(),
})

/** Begins a job of one of the models and follows it. */
export async function generate(parts: BflParts, call: GenerateCall): Promise<GenerateOutcome> {
  const fault = callFault(
    call,
    bflModels.map(({ published }) => published),
  )
  const model = bflModel(call.model)
  if (fault !== null || model === undefined) return unfitCall(fault ?? 'model: not offered')
  const { key, outputFormat: format } = call
  return runJob(parts, call, {
    path: model.path,
    credential: { header: 'x-key', scheme: null, key },
    body: bodyOf(model, call),
    jobOf: (body) => jobOf(body, parts.baseAddress, key),
    write: writeJob,
    ask: (job, options) => askAboutJob(parts.download, { job, key, format }, options),
  })
}

/** The answer to the first call says where the job is asked about, and what it costs. */
function jobOf(body: Uint8Array, baseAddress: string, key: Secret): BflJob | null {
  const begun = readJson(body, begunSchema, { numbersAsText: true })
  const id = jobName(begun?.id, bflIdPattern, key)
  if (id === null) return null
  const costE4 = begun?.cost instanceof NumberText ? creditsE4(begun.cost.text) : null
  // A cost below zero, or of millions, is no cost.
  const isCost = costE4 !== null && costE4 >= 0n && costE4 < maxCostE4
  return {
    id,
    ...pollingPlace(begun?.polling_url, id, baseAddress),
    costE4: isCost ? costE4 : null,
  }
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
