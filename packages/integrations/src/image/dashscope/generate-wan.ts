import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import type { DownloadResult } from '../../http/download-result.ts'
import { followPolitely, type Pace } from '../follow-politely.ts'
import { invalidAnswer } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome, ResumeCall } from '../image-upstream.ts'
import { jobName } from '../job-name.ts'
import { readJson } from '../read-json.ts'
import { runJob } from '../run-job.ts'
import { dashscopeDialect } from './dashscope-error.ts'
import type { WanModel } from './wan-models.ts'
import { askAboutTask, readTask, taskIdPattern, writeTask } from './wan-task.ts'

export type WanParts = { client: HttpClient; download: DownloadResult; pace: Pace }

const begunSchema = z.object({ output: z.object({ task_id: z.unknown().optional() }) })
const maxSeed = 2_147_483_647

/** Begins a task (`X-DashScope-Async: enable`; Wan has no other way up to 2.5) and follows it. */
export async function generateWan(
  parts: WanParts,
  call: GenerateCall,
  model: WanModel,
): Promise<GenerateOutcome> {
  const { key } = call
  const seed = call.seed ?? randomInt(1, maxSeed)
  return runJob({ ...parts, dialect: dashscopeDialect }, call, {
    path: '/api/v1/services/aigc/text2image/image-synthesis',
    credential: bearer(key),
    headers: { 'x-dashscope-async': 'enable' },
    body: bodyOf(model, call, seed),
    jobOf(body) {
      const id = jobName(readJson(body, begunSchema)?.output.task_id, taskIdPattern, key)
      return id === null ? null : { id, seed }
    },
    write: writeTask,
    ask: (task, options) => askAboutTask(parts, task, key, options),
  })
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
