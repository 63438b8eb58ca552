import { jsonHeaders } from './json-headers.ts'
import type { Credential, HttpClient } from '../http/create-http-client.ts'
import { timeLeft } from '../http/time-left.ts'
import { announceJob, type JobAnswer } from './follow-job.ts'
import { followPolitely, type Pace, readPoll } from './follow-politely.ts'
import { invalidAnswer } from './image-outcome.ts'
import type { CallOptions, GenerateCall, GenerateOutcome } from './image-upstream.ts'
import { type Answer, type Dialect, readAnswer } from './read-failure.ts'

/** Answers without pictures in them are a few kilobytes. */
const maxJsonBytes = 1024 * 1024

export type JobVendor = { client: HttpClient; dialect: Dialect; pace: Pace }

/** One job of a vendor: how it is begun, what it is called, and how it is asked about. */
export type JobOrder<Job> = {
  path: string
  credential: Credential
  headers?: Readonly<Record<string, string>>
  /** Goes out as JSON. */
  body: unknown
  /** The job that the vendor's answer names, checked; null for none. */
  jobOf(body: Uint8Array): Job | null
  /** The name that is kept for it: at most 600 characters, no secret, enough to ask again. */
  write(job: Job): string
  ask(job: Job, options: CallOptions): Promise<JobAnswer>
}

/**
 * Begins a job, tells its name before anything is asked about it, and follows it to its end or the deadline. The attempt's id
 * goes out as `x-client-request-id`, for vendors without a field for it.
 */
export async function runJob<Job>(
  { client, dialect, pace }: JobVendor,
  call: GenerateCall,
  order: JobOrder<Job>,
): Promise<GenerateOutcome> {
  const left = timeLeft(call.timeoutMs)
  const outcome = await client.send({
    method: 'POST',
    path: order.path,
    headers: { ...jsonHeaders, 'x-client-request-id': call.attemptId, ...order.headers },
    credential: order.credential,
    body: { contentType: 'application/json', bytes: Buffer.from(JSON.stringify(order.body)) },
    timeoutMs: left(),
    signal: call.signal,
    maxBytes: maxJsonBytes,
  })
  const read = readAnswer(outcome, call.key, dialect, Date.now())
  if ('failure' in read) return read.failure
  const job = order.jobOf(read.answer.body)
  if (job === null) return invalidAnswer(read.requestId, 'no job was named')
  if (!(await announceJob(call, order.write(job))))
    return { kind: 'unknown', reason: 'connection-lost' }
  return followPolitely({ ...call, timeoutMs: left() }, pace, (options) => order.ask(job, options))
}

type Question = {
  path: string
  query?: Readonly<Record<string, string>>
  credential: Credential
  dialect: Dialect
}

/** One question about a job: an answer to read, or what the status alone says (`readPoll`). */
export async function pollJob(
  client: HttpClient,
  { path, query, credential, dialect }: Question,
  { timeoutMs, signal }: CallOptions,
): Promise<{ asked: JobAnswer } | { answer: Answer }> {
  const outcome = await client.send({
    method: 'GET',
    path,
    ...(query === undefined ? {} : { query }),
    headers: jsonHeaders,
    credential,
    timeoutMs,
    signal,
    maxBytes: maxJsonBytes,
  })
  return readPoll(outcome, credential.key, dialect)
}
