/** Milliseconds as seconds with as many digits as matter: 0.42, 3.1, 75. */
export function secondsOf(ms: number): number {
  const seconds = Math.max(0, ms) / 1_000
  const digits = seconds < 1 ? 2 : seconds < 10 ? 1 : 0
  return Number(seconds.toFixed(digits))
}

/** The time between two moments, null while one of them is missing. */
export function between(start: Date | null, end: Date | null): number | null {
  return start === null || end === null ? null : end.getTime() - start.getTime()
}
