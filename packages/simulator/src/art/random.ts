import { createHash } from 'node:crypto'

/** A repeatable source of chance: the same label always gives the same sequence. */
export type Random = {
  unit(): number
  between(low: number, high: number): number
  whole(low: number, high: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  chance(probability: number): boolean
  fork(label: string): Random
}

/** Seeds an sfc32 generator from the SHA-256 of `label`. */
export function createRandom(label: string): Random {
  const digest = createHash('sha256').update(label).digest()
  let a = digest.readUInt32LE(0)
  let b = digest.readUInt32LE(4)
  let c = digest.readUInt32LE(8)
  let counter = digest.readUInt32LE(12)
  const unit = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let warmUp = 0; warmUp < 12; warmUp += 1) unit()
  const between = (low: number, high: number) => low + (high - low) * unit()
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1))
  return {
    unit,
    between,
    whole,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    chance: (probability) => unit() < probability,
    fork: (part) => createRandom(`${label}/${part}`),
  }
}
