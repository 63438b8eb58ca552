/** 100,000 upstream credits: no picture costs a thousand dollars. */
const mostE4 = 1_000_000_000n

/** A vendor's own figure for a call, or null for one that cannot be: it is kept as a claim and never trusted. */
export function believableCost(costE4: bigint | null): bigint | null {
  return costE4 !== null && costE4 >= 0n && costE4 <= mostE4 ? costE4 : null
}
