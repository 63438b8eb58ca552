export type Random = {
  /** A whole number from 0 up to but not including `below`. */
  upTo(below: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

/** The same numbers for the same seed (mulberry32), so that a schedule can be repeated. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const upTo = (below: number) => Math.floor(next() * below)
  return { upTo, pick: (from) => from[upTo(from.length)] ?? from[0] }
}
