import type { AttemptResult } from '../attempt/attempt-call.ts'

/** What a second of work showed. */
export type Sample = {
  /** The most calls that were under way. */
  busy: number
  /** How late the event loop came to its timers. */
  lagMs: number
  ended: number
  rateLimited: number
  /** Median of the calls that ended; null when none did. */
  latencyMs: number | null
}

export type LimitState = {
  limit: number
  /** What a call takes when nothing is crowded; follows up slowly and down at once. */
  usualMs: number | null
  /** Seconds until the next decrease, so that one that was made can show. */
  rest: number
}

const crowdedLagMs = 250
const fewestEnded = 10
const restAfterDecrease = 3

/**
 * Additive increase, multiplicative decrease: a crowded event loop, a fifth of the calls rate limited, or calls that take
 * three times as long as usual take a quarter of the limit; a second at the limit gives a sixteenth of the most back.
 * Pure: the same samples give the same limits, always within 1 and `most`.
 */
export function nextLimit(state: LimitState, sample: Sample, most: number): LimitState {
  const usualMs = usualAfter(state.usualMs, sample)
  const enough = sample.ended >= fewestEnded
  const crowded =
    sample.lagMs > crowdedLagMs ||
    (enough && sample.rateLimited * 5 > sample.ended) ||
    (enough && usualMs !== null && sample.latencyMs !== null && sample.latencyMs > 3 * usualMs)
  if (crowded && state.rest === 0) {
    const limit = Math.max(1, Math.floor((state.limit * 3) / 4))
    return { limit, usualMs, rest: restAfterDecrease }
  }
  const rest = Math.max(0, state.rest - 1)
  if (crowded || sample.busy < state.limit) return { limit: state.limit, usualMs, rest }
  return { limit: Math.min(most, state.limit + Math.max(1, Math.floor(most / 16))), usualMs, rest }
}

function usualAfter(usualMs: number | null, { ended, latencyMs }: Sample): number | null {
  if (latencyMs === null || ended < fewestEnded) return usualMs
  if (usualMs === null || latencyMs < usualMs) return latencyMs
  return usualMs + (latencyMs - usualMs) / 100
}

export type AdaptiveLimit = {
  /** How many calls may be under way. */
  now(): number
  note(result: AttemptResult): void
  /** Once a second: takes in what was noted since. */
  tick(busy: number, lagMs: number): void
}

/** The controller with its memory; begins at the most that is allowed. */
export function createAdaptiveLimit(most: number): AdaptiveLimit {
  let state: LimitState = { limit: most, usualMs: null, rest: 0 }
  let latencies: number[] = []
  let ended = 0
  let rateLimited = 0
  return {
    now: () => state.limit,
    note(result) {
      if (result.kind === 'withdrawn' || result.kind === 'not-openable') return
      ended += 1
      if (result.kind === 'failed' && result.code === 'RATE_LIMITED') rateLimited += 1
      if (result.kind === 'delivered') latencies.push(result.latencyMs)
    },
    tick(busy, lagMs) {
      const sorted = latencies.toSorted((one, other) => one - other)
      const latencyMs = sorted[Math.floor(sorted.length / 2)] ?? null
      state = nextLimit(state, { busy, lagMs, ended, rateLimited, latencyMs }, most)
      latencies = []
      ended = 0
      rateLimited = 0
    },
  }
}
