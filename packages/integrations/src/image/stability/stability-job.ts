import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import type { HttpOutcome } from '../../http/http-outcome.ts'
import { timeLeft } from '../../http/time-left.ts'
import { announceJob, followJob, type JobAnswer } from '../follow-job.ts'
import { invalidAnswer } from '../image-outcome.ts'
import type { CallOptions, GenerateCall, GenerateOutcome, ResumeCall } from '../image-upstream.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { clientHeaders } from './client-headers.ts'
import { readGenerated } from './read-generated.ts'
import { stabilityDialect } from './stability-dialect.ts'

/** The document says 64 characters; what goes into the path is these only. */
const jobPattern = /^[A-Za-z0-9]{16,128}$/
const begun = z.object({ id: z.string().regex(jobPattern) })

export type Asking = { client: HttpClient; everyMs: number }

/**
 * What an asynchronous route comes to: its 200 names the job (`{id}`), the caller keeps the name, and then
 * `GET /v2beta/results/{id}` is asked, at most once per `everyMs`.
 */
export async function finishJob(
  { client, everyMs }: Asking,
  outcome: HttpOutcome,
  call: GenerateCall,
): Promise<GenerateOutcome> {
  const left = timeLeft(call.timeoutMs)
  const read = readAnswer(outcome, call.key, stabilityDialect, Date.now())
  if ('failure' in read) return read.failure
  const job = readJson(read.answer.body, begun)?.id
  if (job === undefined) return invalidAnswer(read.requestId, 'no job was named')
  if (!(await announceJob(call, job))) return { kind: 'unknown', reason: 'connection-lost' }
  const { key, outputFormat } = call
  return followJob({ ...call, timeoutMs: left() }, everyMs, (options) =>
    askAbout(client, job, { key, outputFormat }, options),
  )
}

/** Asks about a job that another call began. A name that is none of this vendor's is refused without a call. */
export async function resumeJob(
  { client, everyMs }: Asking,
  { key, job, ...options }: ResumeCall,
): Promise<GenerateOutcome> {
  if (!jobPattern.test(job)) return invalidAnswer(null, 'job: not a name of this vendor')
  const asked = { key, outputFormat: null }
  return followJob(options, everyMs, (bounds) => askAbout(client, job, asked, bounds))
}

async function askAbout(
  client: HttpClient,
  job: string,
  asked: { key: Secret; outputFormat: GenerateCall['outputFormat'] | null },
  { timeoutMs, signal }: CallOptions,
): Promise<JobAnswer> {
  const outcome = await client.send({
    method: 'GET',
    path: `/v2beta/results/${job}`,
    headers: { ...clientHeaders, accept: 'image/*' },
    credential: bearer(asked.key),
    timeoutMs,
    signal,
  })
  if (outcome.kind === 'not-sent' || outcome.kind === 'no-answer') return { kind: 'running' }
  if (outcome.status === 202) return { kind: 'running' }
  if (outcome.status === 400 || outcome.status === 404) return { kind: 'missing' }
  const result = readGenerated(outcome, asked, Date.now())
  switch (result.kind) {
    case 'image':
      return { kind: 'ended', outcome: result }
    case 'unknown':
      return { kind: 'running' }
    case 'refused': {
      // The job is made whatever becomes of the key or of one answer; only its own end ends it.
      const ends = outcome.status === 200 || result.code === 'PROMPT_REFUSED'
      if (ends) return { kind: 'ended', outcome: result }
      return { kind: 'running', retryAfterMs: result.retryAfterMs ?? 0 }
    }
  }
}
