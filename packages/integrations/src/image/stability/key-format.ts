/** Stability's host: part of a credential's associated data, and the only place its keys are sent to. */
export const stabilityHost = 'api.stability.ai'

/**
 * Whether a text has the form of a Stability key: `sk-`, then letters, digits, `-` or `_`. Lengths are generous
 * (live keys have 48, the simulator's `sk-sim-…` fewer). Anything else is refused without a call, which also
 * keeps line breaks out of the header.
 */
export function hasStabilityKeyFormat(key: string): boolean {
  return /^sk-[A-Za-z0-9_-]{8,200}$/.test(key)
}
