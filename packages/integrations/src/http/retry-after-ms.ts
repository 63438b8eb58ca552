const maxRetryAfterMs = 60 * 60_000

/**
 * Reads a Retry-After header (RFC 9110 §10.2.3: seconds, or an HTTP date).
 * @returns milliseconds from now, between 1 s and 1 h; `fallbackMs` when absent or unreadable
 */
export function retryAfterMs(
  header: string | undefined,
  fallbackMs: number,
  nowMs: number,
): number {
  const text = header?.trim() ?? ''
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs
  if (!Number.isFinite(waitMs)) return fallbackMs
  return Math.min(Math.max(waitMs, 1000), maxRetryAfterMs)
}
