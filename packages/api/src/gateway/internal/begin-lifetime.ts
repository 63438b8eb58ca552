/** A begun deposit that is not sealed within this time is closed; the key id is single-use. */
export const beginLifetimeMs = 30 * 60_000
