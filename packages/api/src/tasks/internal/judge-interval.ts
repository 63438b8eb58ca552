/** A call that went out between two balances of one account; costs in 1/10,000 upstream credit. */
export type IntervalCall = {
  attempt: string
  costE4: bigint
  /** open: nobody knows and it is asked for. perhaps: nobody knows, and nobody will. */
  outcome: 'billed' | 'free' | 'open' | 'perhaps'
}
export type Verdict = { attempt: string; billed: boolean }

/** Beyond so many unknowns their sum says nothing about one of them. */
const MOST_UNSURE = 12
/** Each balance is rounded down, so that their difference is off by less than one. */
const ROUNDING_E4 = 1n

/**
 * What the difference of two balances, both read while no call was under way, says about calls whose outcome nobody
 * knows. An open call is judged only when every way to explain the difference agrees on it; a difference that no way
 * explains (a top-up, somebody else's calls) says nothing.
 */
export function judgeInterval(
  anchorE4: bigint,
  quietE4: bigint,
  calls: readonly IntervalCall[],
): Verdict[] {
  const unsure = calls.filter(({ outcome }) => outcome === 'open' || outcome === 'perhaps')
  if (unsure.length > MOST_UNSURE) return []
  const known = sumOf(calls.filter(({ outcome }) => outcome === 'billed'))
  const left = anchorE4 - quietE4 - known
  return unsure.flatMap((call) => {
    if (call.outcome !== 'open') return []
    const sums = sumsOf(unsure.filter((other) => other !== call))
    const free = sums.some((sum) => isNear(sum, left))
    const billed = sums.some((sum) => isNear(sum + call.costE4, left))
    return free === billed ? [] : [{ attempt: call.attempt, billed }]
  })
}

function sumOf(calls: readonly IntervalCall[]): bigint {
  return calls.reduce((sum, { costE4 }) => sum + costE4, 0n)
}

/** Every sum that some of the calls can come to. */
function sumsOf(calls: readonly IntervalCall[]): bigint[] {
  const sums = calls.reduce(
    (known, { costE4 }) => new Set([...known, ...[...known].map((sum) => sum + costE4)]),
    new Set([0n]),
  )
  return [...sums]
}

function isNear(sum: bigint, left: bigint): boolean {
  const apart = sum - left
  return apart <= ROUNDING_E4 && apart >= -ROUNDING_E4
}
