import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { sendJson } from '../http/send.ts'

/** Errors of v2beta, word for word, from the vendor's document. */
const V2_ERRORS = {
  unauthorized: [401, 'unauthorized', 'authorization: invalid or missing header value'],
  payment_required: [
    402,
    'payment_required',
    'You lack sufficient credits to make this request. Please purchase more credits at https://platform.stability.ai/account/credits and try again.',
  ],
  content_moderation: [
    403,
    'content_moderation',
    'Your request was flagged by our content moderation system, as a result your request was denied and you were not charged.',
  ],
  generation_not_found: [
    404,
    'generation_not_found',
    'id: the generation either does not exist or has expired.',
  ],
  not_found: [404, 'not_found', 'The requested resource was not found.'],
  payload_too_large: [
    413,
    'payload_too_large',
    'body: payloads cannot be larger than 10MiB in size',
  ],
  invalid_language: [
    422,
    'invalid_language',
    'English is the only supported language for this service.',
  ],
  public_figure: [
    422,
    'public_figure',
    'Our system detected the likeness of a public figure in your image. To comply with our guidelines, this request cannot be processed. Please upload a different image.',
  ],
  rate_limit_exceeded: [
    429,
    'rate_limit_exceeded',
    'You have exceeded the rate limit of 150 requests within a 10 second period, and have been timed out for 60 seconds.',
  ],
  internal_error: [
    500,
    'internal_error',
    'An unexpected server error has occurred, please try again later.',
  ],
} as const satisfies Record<string, readonly [number, string, string]>

export type V2ErrorName = keyof typeof V2_ERRORS

/** Answers `{id, name, errors}`; the id is the request id, but for the rate limit, whose id is its own name. Returns the status. */
export function sendV2Error(
  response: ServerResponse,
  requestId: string,
  error: V2ErrorName,
): number {
  const [status, name, text] = V2_ERRORS[error]
  const id = error === 'rate_limit_exceeded' ? 'rate_limit_exceeded' : requestId
  sendJson(response, status, { id, name, errors: [text] }, { 'x-request-id': requestId })
  return status
}

/** A 400 with one line per bad field. */
export function sendBadRequest(
  response: ServerResponse,
  requestId: string,
  errors: readonly string[],
): number {
  sendJson(
    response,
    400,
    { id: requestId, name: 'bad_request', errors },
    { 'x-request-id': requestId },
  )
  return 400
}

const V1_STATUS = {
  unauthorized: 401,
  permission_denied: 403,
  not_found: 404,
  server_error: 500,
  rate_limit_exceeded: 429,
} as const

/** Answers v1's other shape, `{id, name, message}`. */
export function sendV1Error(
  response: ServerResponse,
  name: keyof typeof V1_STATUS,
  message: string,
): void {
  sendJson(response, V1_STATUS[name], { id: randomUUID(), name, message })
}

/** What v1 says of a wrong key: seven and four real characters around stars of the true length. */
export function incorrectKeyMessage(key: string): string {
  const hidden = '*'.repeat(Math.max(0, key.length - 11))
  return `Incorrect API key provided: ${key.slice(0, 7)}${hidden}${key.slice(-4)}. You can find your API key at https://stability.ai.`
}
