import type { Secret } from '@aetherflow/crypto/secret'
import type { HttpOutcome } from '../../http/http-outcome.ts'
import { identifierOf } from '../../http/identifier-of.ts'
import { redactDetail } from '../../http/redact-detail.ts'
import { retryAfterMs } from '../../http/retry-after-ms.ts'
import type { GenerateCall, GenerateOutcome } from '../image-upstream.ts'
import { imageFormat } from '../image-format.ts'
import { refusalCode } from './refusal-code.ts'
import { vendorError } from './vendor-error.ts'

type Read = Extract<HttpOutcome, { kind: 'answer' | 'broken-answer' }>

/** The lock after 150 requests in 10 s lasts 60 s and carries no Retry-After (v2beta document). */
const rateLockMs = 60_000

/**
 * Statuses that a proxy in front of the vendor makes when it lost the origin halfway (502, 504; Cloudflare's 520, 522,
 * 524). The origin may have generated and billed, so without the vendor's own error body they are no definite no.
 */
const lostOrigin: ReadonlyMap<number, 'timeout' | 'connection-lost'> = new Map([
  [502, 'connection-lost'],
  [504, 'timeout'],
  [520, 'connection-lost'],
  [522, 'timeout'],
  [524, 'timeout'],
] as const)

/**
 * Decides what a generate exchange came to. The rule for money: a definite no only when the vendor said so or nothing
 * was sent; a complete answer that is no image is INVALID_ANSWER; everything else is unknown.
 */
export function readGenerated(
  outcome: HttpOutcome,
  call: Pick<GenerateCall, 'key' | 'outputFormat'>,
  nowMs: number,
): GenerateOutcome {
  if (outcome.kind === 'not-sent')
    return { kind: 'refused', code: 'UNREACHABLE', upstreamRequestId: null }
  if (outcome.kind === 'no-answer') return { kind: 'unknown', reason: outcome.reason }
  const { status } = outcome
  if (status >= 200 && status < 300) return readSuccess(outcome, call)
  return readRefusal(outcome, call.key, nowMs)
}

function readSuccess(
  outcome: Read,
  call: Pick<GenerateCall, 'key' | 'outputFormat'>,
): GenerateOutcome {
  const upstreamRequestId = identifierOf(outcome.headers['x-request-id'], call.key)
  const finishReason = headerText(outcome, 'finish-reason')
  // Known from the header alone: the blurred picture behind it is not wanted.
  if (finishReason === 'CONTENT_FILTERED')
    return { kind: 'refused', code: 'OUTPUT_FILTERED', upstreamRequestId }
  if (outcome.kind === 'broken-answer') return { kind: 'unknown', reason: outcome.reason }
  const invalid = (detail: string): GenerateOutcome => ({
    kind: 'refused',
    code: 'INVALID_ANSWER',
    upstreamRequestId,
    detail,
  })
  if (outcome.status !== 200) return invalid(`status ${outcome.status}`)
  if (finishReason !== null && finishReason !== 'SUCCESS') return invalid('unknown finish-reason')
  const mimeType = headerText(outcome, 'content-type')?.split(';')[0]?.trim().toLowerCase()
  if (mimeType !== `image/${call.outputFormat}`)
    return invalid('content-type is not the image asked for')
  if (imageFormat(outcome.body) !== call.outputFormat)
    return invalid('body is not a whole image of its type')
  return {
    kind: 'image',
    bytes: outcome.body,
    mimeType,
    seed: seedOf(outcome),
    upstreamRequestId,
    costE4: null,
  }
}

function readRefusal(outcome: Read, key: Secret, nowMs: number): GenerateOutcome {
  const { status, headers } = outcome
  const error = outcome.kind === 'answer' ? vendorError(outcome.body) : null
  const lost = error === null ? lostOrigin.get(status) : undefined
  if (lost !== undefined) return { kind: 'unknown', reason: lost }
  const code = refusalCode(status, error?.name ?? null)
  const upstreamRequestId =
    identifierOf(headers['x-request-id'], key) ?? identifierOf(error?.id, key)
  const waits = code === 'RATE_LIMITED' || (status === 503 && headers['retry-after'] !== undefined)
  return {
    kind: 'refused',
    code,
    upstreamRequestId,
    ...(waits ? { retryAfterMs: retryAfterMs(headers['retry-after'], rateLockMs, nowMs) } : {}),
    // The text of a refused key is the one that echoes it.
    ...(error !== null && code !== 'KEY_REFUSED'
      ? { detail: redactDetail(`${error.name}: ${error.text}`, key) }
      : {}),
  }
}

function seedOf(outcome: Read): number | null {
  const text = headerText(outcome, 'seed')
  if (text === null || !/^\d{1,10}$/.test(text)) return null
  return Number(text) <= 4_294_967_294 ? Number(text) : null
}

function headerText(outcome: Read, name: string): string | null {
  const value = outcome.headers[name]
  return typeof value === 'string' ? value.trim() : null
}
