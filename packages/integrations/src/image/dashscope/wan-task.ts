import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import type { DownloadResult } from '../../http/download-result.ts'
import { redactDetail } from '../../http/redact-detail.ts'
import { timeLeft } from '../../http/time-left.ts'
import type { JobAnswer } from '../follow-job.ts'
import { downloadOutcome, invalidAnswer } from '../image-outcome.ts'
import type { CallOptions, GenerateOutcome } from '../image-upstream.ts'
import { readJson } from '../read-json.ts'
import { pollJob } from '../run-job.ts'
import { dashscopeDialect } from './dashscope-error.ts'

/** A task's id goes into a path; answers do not say the seed, so it is kept beside the id. */
export type WanTask = { id: string; seed: number }

export const taskIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The name that is kept for a task. */
export function writeTask({ id, seed }: WanTask): string {
  return `${id}:${seed}`
}

/** Reads what `writeTask` wrote; null for anything else. */
export function readTask(job: string): WanTask | null {
  const [id = '', seed = '', ...rest] = job.split(':')
  if (!taskIdPattern.test(id) || !/^\d{1,10}$/.test(seed) || rest.length > 0) return null
  return { id, seed: Number(seed) }
}

const text = z.string().max(4000)
const answerSchema = z.object({
  output: z.object({
    task_id: z.string().max(100),
    task_status: z.string().max(32),
    code: text.nullish(),
    message: text.nullish(),
    results: z
      .array(z.object({ url: text.nullish(), code: text.nullish(), message: text.nullish() }))
      .max(16)
      .nullish(),
  }),
})
type Output = z.infer<typeof answerSchema>['output']

/** Asks once about a task, and fetches its picture when it has succeeded. */
export async function askAboutTask(
  { client, download }: { client: HttpClient; download: DownloadResult },
  { id, seed }: WanTask,
  key: Secret,
  options: CallOptions,
): Promise<JobAnswer> {
  const left = timeLeft(options.timeoutMs)
  const question = {
    path: `/api/v1/tasks/${id}`,
    credential: bearer(key),
    dialect: dashscopeDialect,
  }
  const poll = await pollJob(client, question, { ...options, timeoutMs: left() })
  if ('asked' in poll) return poll.asked
  const output = readJson(poll.answer.body, answerSchema)?.output
  if (output === undefined) return { kind: 'running' }
  // UNKNOWN: no such task, or older than a day. An answer about another task says nothing about this one.
  if (output.task_status === 'UNKNOWN' || output.task_id !== id) return { kind: 'missing' }
  if (output.task_status === 'FAILED' || output.task_status === 'CANCELED')
    return ended(failureOf(output, key))
  if (output.task_status !== 'SUCCEEDED') return { kind: 'running' }
  const [result, ...others] = output.results ?? []
  const url = result?.url ?? ''
  if (url === '' || others.length > 0)
    return ended(result?.code ? failureOf(output, key) : notOne(id))
  const fetched = await download(url, { timeoutMs: left(), signal: options.signal })
  if (fetched.kind === 'unknown') return { kind: 'running' }
  return ended(downloadOutcome(fetched, { format: 'png', seed, requestId: id, costE4: null }))
}

/** A task that failed is not charged. What its own picture failed at stands with the picture. */
function failureOf(output: Output, key: Secret): GenerateOutcome {
  const [result] = output.results ?? []
  const name = result?.code ?? output.code ?? output.task_status
  const said = dashscopeDialect.codeOf(500, name)
  const isOutput = said === 'PROMPT_REFUSED' && (result?.code ?? '') !== ''
  return {
    kind: 'refused',
    code: isOutput ? 'OUTPUT_FILTERED' : said,
    upstreamRequestId: output.task_id,
    detail: redactDetail(`${name}: ${result?.message ?? output.message ?? ''}`, key),
  }
}

const notOne = (id: string) => invalidAnswer(id, 'results: not one picture')
const ended = (outcome: GenerateOutcome): JobAnswer => ({ kind: 'ended', outcome })
