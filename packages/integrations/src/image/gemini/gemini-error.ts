import { statusCode } from '../status-code.ts'
import { z } from 'zod'
import { retryAfterMs } from '../../http/retry-after-ms.ts'
import type { UpstreamErrorCode } from '../image-upstream.ts'
import type { Dialect, VendorError } from '../read-failure.ts'
import { readJson } from '../read-json.ts'

const errorSchema = z.object({
  error: z.object({
    message: z.string().max(20_000).nullish(),
    status: z.string().max(64).nullish(),
    details: z
      .array(
        z.object({
          '@type': z.string().max(200).nullish(),
          reason: z.string().max(100).nullish(),
          retryDelay: z.string().max(32).nullish(),
        }),
      )
      .max(50)
      .nullish()
      .catch(null),
  }),
})

/** A rate limit that does not say how long it lasts. */
const rateLockMs = 60_000

const codes: readonly (readonly [UpstreamErrorCode, readonly string[]])[] = [
  ['KEY_REFUSED', ['API_KEY_INVALID', 'API_KEY_EXPIRED', 'API_KEY_SERVICE_BLOCKED']],
  ['KEY_REFUSED', ['API_KEY_HTTP_REFERRER_BLOCKED', 'API_KEY_IP_ADDRESS_BLOCKED']],
  ['KEY_REFUSED', ['SERVICE_DISABLED', 'CONSUMER_SUSPENDED', 'CONSUMER_INVALID']],
  ['KEY_REFUSED', ['UNAUTHENTICATED', 'PERMISSION_DENIED']],
  ['OUT_OF_CREDITS', ['BILLING_DISABLED']],
  ['RATE_LIMITED', ['RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED']],
  ['BAD_REQUEST', ['INVALID_ARGUMENT', 'OUT_OF_RANGE']],
  // Where we are, or a model that is gone: no fault of the key.
  ['UPSTREAM_ERROR', ['FAILED_PRECONDITION', 'NOT_FOUND', 'INTERNAL', 'UNAVAILABLE']],
  ['UPSTREAM_ERROR', ['DEADLINE_EXCEEDED', 'CANCELLED', 'UNKNOWN', 'ABORTED']],
]
const byName = new Map(codes.flatMap(([code, names]) => names.map((name) => [name, code] as const)))

/**
 * How Gemini says no: `{error: {code, message, status, details}}` (google.rpc.Status). A wrong key is a 400 INVALID_ARGUMENT whose
 * ErrorInfo says API_KEY_INVALID: the reason decides before the status.
 */
export const geminiDialect: Dialect = {
  errorOf,
  codeOf: geminiCode,
  requestIdHeader: 'x-request-id',
  rateLockMs,
}

/** @param name the reason in ErrorInfo, or the status; null when the body was not readable */
export function geminiCode(status: number, name: string | null): UpstreamErrorCode {
  const known = name === null ? undefined : byName.get(name)
  return known ?? statusCode(status)
}

function errorOf(body: Uint8Array): VendorError | null {
  const error = readJson(body, errorSchema)?.error
  if (error === undefined) return null
  const reason = error.details?.find(({ '@type': type }) => type?.endsWith('ErrorInfo') === true)
  // A reason that we do not know must not hide a status that we do.
  const known = reason?.reason ?? ''
  const name = byName.has(known) ? known : (error.status ?? 'UNKNOWN')
  return { id: null, name, text: error.message ?? '' }
}

/** How long to wait by the body's RetryInfo (`retryDelay: "34s"`), since no Retry-After is sent; null when it does not say. */
export function retryDelayMs(body: Uint8Array): number | null {
  const details = readJson(body, errorSchema)?.error.details ?? []
  const delay = details.map(({ retryDelay }) => retryDelay ?? '').find((text) => text !== '') ?? ''
  const seconds = /^(\d{1,6})(?:\.\d{1,9})?s$/.exec(delay)?.[1]
  if (seconds === undefined) return null
  return retryAfterMs(String(Number(seconds) + 1), rateLockMs, Date.now())
}
