import type { Secret } from '@aetherflow/crypto/secret'
import type { HttpOutcome } from '../../http/http-outcome.ts'
import { imageOutcome, invalidAnswer, tooLargeOutput } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome } from '../image-upstream.ts'
import { readFailure, requestIdOf } from '../read-failure.ts'
import { stabilityDialect } from './stability-dialect.ts'

type Read = Extract<HttpOutcome, { kind: 'answer' | 'broken-answer' }>
type Asked = {
  key: Secret
  /** Null where the process that asked is gone: then any of the three formats will do. */
  outputFormat: GenerateCall['outputFormat'] | null
}

/**
 * Decides what a generate exchange came to. The rule for money: a definite no only when the vendor said so or nothing
 * was sent; a complete answer that is no image is INVALID_ANSWER, a picture beyond the cap OUTPUT_TOO_LARGE; everything else is unknown.
 */
export function readGenerated(outcome: HttpOutcome, call: Asked, nowMs: number): GenerateOutcome {
  const failure = readFailure(outcome, call.key, stabilityDialect, nowMs)
  if (failure !== null) return failure
  if (outcome.kind !== 'answer' && outcome.kind !== 'broken-answer')
    return { kind: 'unknown', reason: 'unreadable-answer' }
  return readSuccess(outcome, call)
}

function readSuccess(outcome: Read, call: Asked): GenerateOutcome {
  const requestId = requestIdOf(outcome, call.key, stabilityDialect)
  const finishReason = headerText(outcome, 'finish-reason')
  // Known from the header alone: the blurred picture behind it is not wanted.
  if (finishReason === 'CONTENT_FILTERED')
    return { kind: 'refused', code: 'OUTPUT_FILTERED', upstreamRequestId: requestId }
  if (outcome.kind === 'broken-answer') {
    if (outcome.reason !== 'too-large') return { kind: 'unknown', reason: outcome.reason }
    // A page without an end is no picture that somebody asked for.
    return formatOf(outcome) === null
      ? { kind: 'unknown', reason: 'unreadable-answer' }
      : tooLargeOutput(requestId)
  }
  if (outcome.status !== 200) return invalidAnswer(requestId, `status ${outcome.status}`)
  if (finishReason !== null && finishReason !== 'SUCCESS')
    return invalidAnswer(requestId, 'unknown finish-reason')
  const format = formatOf(outcome)
  if (format === null || (call.outputFormat !== null && format !== call.outputFormat))
    return invalidAnswer(requestId, 'content-type is not the image asked for')
  return imageOutcome(outcome.body, { format, seed: seedOf(outcome), requestId, costE4: null })
}

function formatOf(outcome: Read): GenerateCall['outputFormat'] | null {
  const mimeType = headerText(outcome, 'content-type')?.split(';')[0]?.trim().toLowerCase()
  return (['png', 'jpeg', 'webp'] as const).find((format) => mimeType === `image/${format}`) ?? null
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
