import type { UpstreamErrorCode } from '../image-upstream.ts'

/**
 * Maps a v2beta error to our code by status and the vendor's `name`, never by its prose. 403 is moderation and not
 * authentication, 402 a drained key (v2beta document); a 403 without the moderation name is a firewall's
 * or a permission's and must not be blamed on the prompt.
 * @param name the vendor's error name, or null when the body was not readable
 */
export function refusalCode(status: number, name: string | null): UpstreamErrorCode {
  if (status === 401) return 'KEY_REFUSED'
  if (status === 402) return 'OUT_OF_CREDITS'
  if (status === 403)
    return name === 'content_moderation'
      ? 'PROMPT_REFUSED'
      : name === 'permission_denied'
        ? 'KEY_REFUSED'
        : 'UPSTREAM_ERROR'
  if (status === 413) return 'PAYLOAD_TOO_LARGE'
  if (status === 422)
    return name === 'invalid_language'
      ? 'LANGUAGE_UNSUPPORTED'
      : name === 'public_figure'
        ? 'PUBLIC_FIGURE'
        : 'BAD_REQUEST'
  if (status === 429) return 'RATE_LIMITED'
  if (status === 400) return 'BAD_REQUEST'
  return status >= 400 ? 'UPSTREAM_ERROR' : 'INVALID_ANSWER'
}

/** Maps an error of the v1 account calls, whose input is only the key: what is not about it is the upstream's fault. */
export function accountRefusalCode(status: number): UpstreamErrorCode {
  if (status === 401 || status === 403) return 'KEY_REFUSED'
  if (status === 429) return 'RATE_LIMITED'
  return status >= 400 ? 'UPSTREAM_ERROR' : 'INVALID_ANSWER'
}
