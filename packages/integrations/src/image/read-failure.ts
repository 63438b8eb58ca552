import type { Secret } from '@aetherflow/crypto/secret'
import type { HttpOutcome } from '../http/http-outcome.ts'
import { identifierOf } from '../http/identifier-of.ts'
import { redactDetail } from '../http/redact-detail.ts'
import { retryAfterMs } from '../http/retry-after-ms.ts'
import { tooLargeOutput } from './image-outcome.ts'
import type { GenerateOutcome, UpstreamErrorCode } from './image-upstream.ts'

type Read = Extract<HttpOutcome, { kind: 'answer' | 'broken-answer' }>
export type Answer = Extract<HttpOutcome, { kind: 'answer' }>

/** An error as the vendor says it; `name` is the code to decide by, `text` is for people. */
export type VendorError = { id: string | null; name: string; text: string }

/** How one vendor says no. */
export type Dialect = {
  /** Null for a body that is not the vendor's own: a gateway's page, cut off, empty. */
  errorOf(body: Uint8Array): VendorError | null
  /** Decides by status and the vendor's code, never by prose; `name` is null when the body was not readable. */
  codeOf(status: number, name: string | null): UpstreamErrorCode
  /** The answer's header with the vendor's name for the request, in lower case. */
  requestIdHeader: string
  /** How long a rate limit lasts that does not say so. */
  rateLockMs: number
}

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
 * What every adapter says of an exchange that did not succeed: nothing sent, nothing readable, or the vendor's no.
 * The rule for money: a definite no only when the vendor said so or nothing was sent.
 * @returns null for a 2xx, whose body the adapter reads itself
 */
export function readFailure(
  outcome: HttpOutcome,
  key: Secret,
  dialect: Dialect,
  nowMs: number,
): GenerateOutcome | null {
  if (outcome.kind === 'not-sent')
    return { kind: 'refused', code: 'UNREACHABLE', upstreamRequestId: null }
  if (outcome.kind === 'no-answer') return { kind: 'unknown', reason: outcome.reason }
  if (outcome.status >= 200 && outcome.status < 300) return null
  return readRefusal(outcome, key, dialect, nowMs)
}

/**
 * As `readFailure`, and a 2xx that broke off is unknown; what is left is an answer read to its end.
 * @param holdsPicture whether the picture is in the answer: one beyond the cap was then made and billed
 */
export function readAnswer(
  outcome: HttpOutcome,
  key: Secret,
  dialect: Dialect,
  nowMs: number,
  holdsPicture = false,
): { failure: GenerateOutcome } | { answer: Answer; requestId: string | null } {
  const failure = readFailure(outcome, key, dialect, nowMs)
  if (failure !== null) return { failure }
  if (outcome.kind === 'answer')
    return { answer: outcome, requestId: requestIdOf(outcome, key, dialect) }
  const reason = outcome.kind === 'broken-answer' ? outcome.reason : 'unreadable-answer'
  if (reason !== 'too-large') return { failure: { kind: 'unknown', reason } }
  if (holdsPicture && outcome.kind === 'broken-answer')
    return { failure: tooLargeOutput(requestIdOf(outcome, key, dialect)) }
  return { failure: { kind: 'unknown', reason: 'unreadable-answer' } }
}

/** The vendor's name for the request, when it is fit to be stored and shown. */
export function requestIdOf(
  { headers }: Read,
  key: Secret,
  { requestIdHeader }: Dialect,
): string | null {
  return identifierOf(headers[requestIdHeader], key)
}

function readRefusal(outcome: Read, key: Secret, dialect: Dialect, nowMs: number): GenerateOutcome {
  const { status, headers } = outcome
  const error = outcome.kind === 'answer' ? dialect.errorOf(outcome.body) : null
  const lost = error === null ? lostOrigin.get(status) : undefined
  if (lost !== undefined) return { kind: 'unknown', reason: lost }
  const code = dialect.codeOf(status, error?.name ?? null)
  const upstreamRequestId = requestIdOf(outcome, key, dialect) ?? identifierOf(error?.id, key)
  const waits = code === 'RATE_LIMITED' || (status === 503 && headers['retry-after'] !== undefined)
  const waitMs = retryAfterMs(headers['retry-after'], dialect.rateLockMs, nowMs)
  return {
    kind: 'refused',
    code,
    upstreamRequestId,
    ...(waits ? { retryAfterMs: waitMs } : {}),
    // The text of a refused key is the one that echoes it.
    ...(error !== null && code !== 'KEY_REFUSED'
      ? { detail: redactDetail(`${error.name}: ${error.text}`, key) }
      : {}),
  }
}
