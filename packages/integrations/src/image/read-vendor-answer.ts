import type { IncomingHttpHeaders } from 'node:http'
import type { Secret } from '@aetherflow/crypto/secret'
import type { BrokenReason, HttpOutcome } from '../http/http-outcome.ts'
import { identifierOf } from '../http/identifier-of.ts'
import { redactDetail } from '../http/redact-detail.ts'
import { retryAfterMs } from '../http/retry-after-ms.ts'
import type { UpstreamErrorCode } from './image-upstream.ts'

/** An error as a vendor says it: `code` is what to decide by, `text` is for people, `id` is its own name for the call. */
export type VendorError = { code: string; text: string; id?: string | null }

/** How a vendor that speaks JSON says yes and no. */
export type VendorDialect = {
  /** The header, or the field at the top of a good answer, that names the call. */
  requestId: { header?: string; field?: string }
  /** Null when the body is not this vendor's error. */
  readError(json: unknown): VendorError | null
  /** By the structured code, never by prose; `error` is null when the body was not readable. */
  codeOf(status: number, error: VendorError | null): UpstreamErrorCode
  /** How long to wait after a rate limit that does not say. */
  rateWaitMs: number
}

type Refused = {
  kind: 'refused'
  code: UpstreamErrorCode
  upstreamRequestId: string | null
  retryAfterMs?: number
  detail?: string
}
export type VendorAnswer =
  | {
      kind: 'answer'
      json: unknown
      headers: IncomingHttpHeaders
      upstreamRequestId: string | null
    }
  | Refused
  | { kind: 'unknown'; reason: BrokenReason }

/** An error is a page at most; a larger body is none of the vendor's. */
const maxErrorBytes = 65_536

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
 * Reads an exchange with a vendor that answers JSON. The rule for money: a definite no only when the vendor said so or
 * nothing was sent; a complete answer that cannot be read is INVALID_ANSWER; everything else is unknown.
 */
export function readVendorAnswer(
  outcome: HttpOutcome,
  key: Secret,
  dialect: VendorDialect,
  nowMs: number = Date.now(),
): VendorAnswer {
  if (outcome.kind === 'not-sent')
    return { kind: 'refused', code: 'UNREACHABLE', upstreamRequestId: null }
  if (outcome.kind === 'no-answer') return { kind: 'unknown', reason: outcome.reason }
  const { status, headers } = outcome
  if (status < 200 || status >= 300) return readRefusal(outcome, key, dialect, nowMs)
  if (outcome.kind === 'broken-answer') return { kind: 'unknown', reason: outcome.reason }
  const json = jsonOf(outcome.body)
  const upstreamRequestId = requestIdOf(headers, json, key, dialect)
  if (status !== 200 || json === undefined)
    return {
      kind: 'refused',
      code: 'INVALID_ANSWER',
      upstreamRequestId,
      detail: json === undefined ? 'answer is not JSON' : `status ${status}`,
    }
  return { kind: 'answer', json, headers, upstreamRequestId }
}

function readRefusal(
  outcome: Extract<HttpOutcome, { kind: 'answer' | 'broken-answer' }>,
  key: Secret,
  dialect: VendorDialect,
  nowMs: number,
): VendorAnswer {
  const { status, headers } = outcome
  const small = outcome.kind === 'answer' && outcome.body.byteLength <= maxErrorBytes
  const json = small ? jsonOf(outcome.body) : undefined
  const error = json === undefined ? null : dialect.readError(json)
  const lost = error === null ? lostOrigin.get(status) : undefined
  if (lost !== undefined) return { kind: 'unknown', reason: lost }
  const code = dialect.codeOf(status, error)
  const waits = code === 'RATE_LIMITED' || (status === 503 && headers['retry-after'] !== undefined)
  return {
    kind: 'refused',
    code,
    upstreamRequestId:
      requestIdOf(headers, json, key, dialect) ?? identifierOf(error?.id ?? null, key),
    ...(waits
      ? { retryAfterMs: retryAfterMs(headers['retry-after'], dialect.rateWaitMs, nowMs) }
      : {}),
    // The text of a refused key is the one that echoes it.
    ...(error !== null && code !== 'KEY_REFUSED'
      ? { detail: redactDetail(`${error.code}: ${error.text}`, key) }
      : {}),
  }
}

function requestIdOf(
  headers: IncomingHttpHeaders,
  json: unknown,
  key: Secret,
  { requestId }: VendorDialect,
): string | null {
  const fromHeader = requestId.header === undefined ? undefined : headers[requestId.header]
  const fromBody =
    requestId.field !== undefined && typeof json === 'object' && json !== null
      ? Reflect.get(json, requestId.field)
      : undefined
  return identifierOf(fromHeader, key) ?? identifierOf(fromBody, key)
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
  } catch {
    return undefined
  }
}
