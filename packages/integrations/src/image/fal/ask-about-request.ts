import { jsonHeaders } from '../json-headers.ts'
import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import type { DownloadResult } from '../../http/download-result.ts'
import type { HttpOutcome } from '../../http/http-outcome.ts'
import { timeLeft } from '../../http/time-left.ts'
import type { JobAnswer } from '../follow-job.ts'
import { downloadOutcome, invalidAnswer, seedOf } from '../image-outcome.ts'
import type { CallOptions, GenerateCall, GenerateOutcome } from '../image-upstream.ts'
import { readFailure } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { pollJob } from '../run-job.ts'
import { falDialect, plainError } from './fal-dialect.ts'

/** Request ids are UUIDs; they go into a path. */
export const requestPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const statusSchema = z.object({
  status: z.string().max(32),
  request_id: z.string().max(100).nullish(),
})
const resultSchema = z.object({
  images: z.array(z.object({ url: z.string().max(4000) })).max(16),
  seed: z.unknown().optional(),
  has_nsfw_concepts: z.array(z.boolean()).max(16).nullish(),
})

export type FalParts = { client: HttpClient; download: DownloadResult }
export type Asked = {
  id: string
  /** Owner and alias, without what follows them. */
  app: string
  key: Secret
  format: GenerateCall['outputFormat'] | null
}

/** Asks once how a request stands, and when it is completed for its result. Nothing is asked at an address that the vendor gave. */
export async function askAboutRequest(
  parts: FalParts,
  asked: Asked,
  options: CallOptions,
): Promise<JobAnswer> {
  const left = timeLeft(options.timeoutMs)
  const bounds = () => ({ ...options, timeoutMs: left() })
  const base = `${asked.app}/requests/${asked.id}`
  const credential = { header: 'authorization', scheme: 'Key', key: asked.key } as const
  const question = { path: `${base}/status`, credential, dialect: falDialect }
  const poll = await pollJob(parts.client, question, bounds())
  if ('asked' in poll) return poll.asked
  const said = readJson(poll.answer.body, statusSchema)
  if (said === null) return { kind: 'running' }
  // An answer about another request says nothing about this one.
  if ((said.request_id ?? asked.id) !== asked.id) return { kind: 'missing' }
  if (said.status !== 'COMPLETED') return { kind: 'running' }
  return readResult(parts, asked, await ask(parts.client, asked.key, base, bounds()), bounds())
}

/** A completed request answers with the model's own status: its 4xx ends the job, as its pictures do. */
async function readResult(
  { download }: FalParts,
  { id, key, format }: Asked,
  outcome: HttpOutcome,
  options: CallOptions,
): Promise<JobAnswer> {
  const failure = readFailure(outcome, key, falDialect, Date.now())
  if (failure?.kind === 'refused' && isModels(outcome))
    return ended({ ...failure, upstreamRequestId: id })
  if (failure?.kind === 'refused')
    return { kind: 'running', retryAfterMs: failure.retryAfterMs ?? 0 }
  if (failure !== null || outcome.kind !== 'answer') return { kind: 'running' }
  const result = readJson(outcome.body, resultSchema)
  if (result === null) return ended(invalidAnswer(id, 'result: not readable'))
  const [image, ...others] = result.images
  if (image === undefined || others.length > 0)
    return ended(invalidAnswer(id, 'result: not one picture'))
  // The picture of a flagged prompt is black, and charged.
  if (result.has_nsfw_concepts?.includes(true) === true)
    return ended({ kind: 'refused', code: 'OUTPUT_FILTERED', upstreamRequestId: id })
  const fetched = await download(image.url, options)
  if (fetched.kind === 'unknown') return { kind: 'running' }
  const facts = { format, seed: seedOf(result.seed), requestId: id, costE4: null }
  return ended(downloadOutcome(fetched, facts))
}

/**
 * Whether the model itself said no: a 422, or an error with a type. What the gateway says in plain words (busy, locked, still
 * in progress) says nothing about the job.
 */
function isModels(outcome: HttpOutcome): boolean {
  if (outcome.kind !== 'answer') return false
  const hasType = (falDialect.errorOf(outcome.body)?.name ?? plainError) !== plainError
  return outcome.status === 422 || (hasType && [400, 500].includes(outcome.status))
}

function ask(client: HttpClient, key: Secret, path: string, { timeoutMs, signal }: CallOptions) {
  return client.send({
    method: 'GET',
    path,
    headers: jsonHeaders,
    credential: { header: 'authorization', scheme: 'Key', key },
    timeoutMs,
    signal,
    maxBytes: 1024 * 1024,
  })
}

function ended(outcome: GenerateOutcome): JobAnswer {
  return { kind: 'ended', outcome }
}
