import type { UpstreamErrorCode } from './image-upstream.ts'

/**
 * What a status alone says, where a vendor's own code says nothing better (RFC 9110). 402 and 403 mean something else at every
 * vendor: a dialect that knows what asks first.
 */
export function statusCode(status: number): UpstreamErrorCode {
  if (status === 401) return 'KEY_REFUSED'
  if (status === 413) return 'PAYLOAD_TOO_LARGE'
  if (status === 429) return 'RATE_LIMITED'
  if (status === 400 || status === 422) return 'BAD_REQUEST'
  return status >= 400 ? 'UPSTREAM_ERROR' : 'INVALID_ANSWER'
}
