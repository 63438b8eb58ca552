/**
 * Several calls under one deadline: what is left of it now, in milliseconds, at least 1.
 * @param timeoutMs the whole of it, counted from this call
 */
export function timeLeft(timeoutMs: number): () => number {
  const endsAtMs = performance.now() + timeoutMs
  return () => Math.max(1, Math.ceil(endsAtMs - performance.now()))
}
