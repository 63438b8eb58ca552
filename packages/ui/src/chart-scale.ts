/** The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `max`; 1 for nothing. */
export function niceCeiling(max: number): number {
  if (!(max > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(max))
  const step = [1, 2, 2.5, 5, 10].find((each) => each * power >= max) ?? 10
  return step * power
}

export type Block = { series: number; value: number; from: number; to: number }

/**
 * One bar as blocks from the ground up, in shares of the ceiling. What is below nothing (more was returned
 * than spent that day) is left out of the picture; the table says it.
 */
export function stack(values: readonly number[], ceiling: number): Block[] {
  let ground = 0
  return values.flatMap((value, series) => {
    if (value <= 0) return []
    const from = ground / ceiling
    ground += value
    return [{ series, value, from, to: ground / ceiling }]
  })
}

/** Which bars carry their name below: the first, the last, and up to three between, evenly. */
export function labelledBars(count: number): number[] {
  if (count <= 5) return Array.from({ length: count }, (_, at) => at)
  return [0, 1, 2, 3, 4].map((part) => Math.round((part * (count - 1)) / 4))
}
