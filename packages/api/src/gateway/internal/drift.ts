/** A balance reading with our own count since the base; upstream credits in 1/10,000. */
export type Reading = {
  readAt: Date
  balanceE4: bigint
  /** Where counting began. */
  baseAt: Date
  /** Since the base: what the vendor took, what of it we made at least, and at most. */
  spentE4: bigint
  sureE4: bigint
  mostE4: bigint
  /** Of the most: calls that ran while the balance was read. */
  runningE4: bigint
}

/** What was read and counted between the previous reading and this one. */
export type Observed = {
  readAt: Date
  balanceE4: bigint
  /** Calls that ended in between and surely were billed. */
  sureE4: bigint
  /** Calls that ended in between and may have been billed. */
  doubtE4: bigint
  /** Calls that ran at the moment of reading. */
  runningE4: bigint
}

export type DriftKind = 'foreign' | 'unbilled'
export type Drift = Readonly<Record<DriftKind, bigint>>

/** A vendor rounds its balance, and so do we. One hundredth of an upstream credit. */
const toleranceE4 = 100n

/**
 * The next reading. Counting begins anew with the first one, with a balance that rose (a top-up hides what was spent
 * beside it) and where the owner has acknowledged what was before. What ran at the base may have been billed on either
 * side of it, so it widens the range and decides nothing.
 */
export function nextReading(previous: Reading | null, seen: Observed, anew: boolean): Reading {
  const { readAt, balanceE4, sureE4, doubtE4, runningE4 } = seen
  if (previous === null || anew || balanceE4 > previous.balanceE4)
    return {
      readAt,
      balanceE4,
      baseAt: readAt,
      spentE4: 0n,
      sureE4: -runningE4,
      mostE4: runningE4,
      runningE4,
    }
  return {
    readAt,
    balanceE4,
    baseAt: previous.baseAt,
    spentE4: previous.spentE4 + previous.balanceE4 - balanceE4,
    sureE4: previous.sureE4 + sureE4,
    mostE4: previous.mostE4 - previous.runningE4 + sureE4 + doubtE4 + runningE4,
    runningE4,
  }
}

/**
 * How far a reading is off: `foreign` was spent beyond everything that we may have made; `unbilled` we made, and the
 * vendor had not taken it by the reading after that (vendors' books may be a reading late). 0 within tolerance.
 */
export function driftOf(reading: Reading, previous: Reading | null): Drift {
  const sameBase = previous !== null && previous.baseAt.getTime() === reading.baseAt.getTime()
  return {
    foreign: beyond(reading.spentE4 - reading.mostE4),
    unbilled: sameBase ? beyond(previous.sureE4 - reading.spentE4) : 0n,
  }
}

const beyond = (difference: bigint): bigint => (difference > toleranceE4 ? difference : 0n)
