import type { Random } from './random.ts'

export type Point = readonly [x: number, y: number]

/** An ellipse as a polygon, so that every style can bend, fold or simplify it. */
export function ellipse(
  cx: number,
  cy: number,
  rx: number,
  ry = rx,
  turn = 0,
  sides = 56,
): Point[] {
  return Array.from({ length: sides }, (_, index) => {
    const angle = (index / sides) * Math.PI * 2
    const x = Math.cos(angle) * rx
    const y = Math.sin(angle) * ry
    return [
      cx + x * Math.cos(turn) - y * Math.sin(turn),
      cy + x * Math.sin(turn) + y * Math.cos(turn),
    ]
  })
}

export function box(x: number, y: number, width: number, height: number): Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]
}

/** Points along a quadratic curve. */
export function curve(from: Point, bend: Point, to: Point, steps = 16): Point[] {
  return Array.from({ length: steps + 1 }, (_, index) => {
    const t = index / steps
    const u = 1 - t
    return [
      u * u * from[0] + 2 * u * t * bend[0] + t * t * to[0],
      u * u * from[1] + 2 * u * t * bend[1] + t * t * to[1],
    ]
  })
}

/** A leaf or petal from `root` towards `angle`, widest at `belly` of its length. */
export function leaf(
  root: Point,
  angle: number,
  length: number,
  width: number,
  belly = 0.5,
): Point[] {
  const at = (along: number, across: number): Point => [
    root[0] + Math.cos(angle) * along * length - Math.sin(angle) * across * width,
    root[1] + Math.sin(angle) * along * length + Math.cos(angle) * across * width,
  ]
  const side = (sign: number) =>
    Array.from({ length: 15 }, (_, index) => {
      const t = index / 14
      const bulge = Math.sin(Math.PI * t ** (Math.log(0.5) / Math.log(belly)))
      return at(t, sign * bulge * 0.5)
    })
  return [...side(1), ...side(-1).toReversed()]
}

/** A ribbon of changing width along a line of points. */
export function ribbon(spine: readonly Point[], widthAt: (t: number) => number): Point[] {
  const left: Point[] = []
  const right: Point[] = []
  spine.forEach((point, index) => {
    const before = spine[Math.max(0, index - 1)] ?? point
    const after = spine[Math.min(spine.length - 1, index + 1)] ?? point
    const length = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1
    const nx = -(after[1] - before[1]) / length
    const ny = (after[0] - before[0]) / length
    const half = widthAt(index / Math.max(1, spine.length - 1)) / 2
    left.push([point[0] + nx * half, point[1] + ny * half])
    right.push([point[0] - nx * half, point[1] - ny * half])
  })
  return [...left, ...right.toReversed()]
}

/** Smooth one-dimensional noise in −1…1; one unit of x is about one wave. */
export function waveNoise(random: Random, octaves = 3): (x: number) => number {
  const parts = Array.from({ length: octaves }, (_, index) => ({
    frequency: 2 ** index * random.between(0.85, 1.15),
    phase: random.between(0, 40),
    weight: 0.5 ** index,
  }))
  const total = parts.reduce((sum, part) => sum + part.weight * 1.35, 0)
  return (x) =>
    parts.reduce((sum, { frequency, phase, weight }) => {
      const at = x * frequency * 6.283 + phase
      return sum + weight * (Math.sin(at) + 0.35 * Math.sin(at * 1.618 + phase))
    }, 0) / total
}

/** Drops points that lie within `tolerance` of the line between their neighbours (Douglas–Peucker). */
export function simplify(points: readonly Point[], tolerance: number): Point[] {
  const first = points[0]
  const last = points[points.length - 1]
  if (!first || !last || points.length < 3) return [...points]
  const dx = last[0] - first[0]
  const dy = last[1] - first[1]
  const length = Math.hypot(dx, dy)
  let worst = 0
  let worstIndex = 0
  points.forEach(([x, y], index) => {
    const distance =
      length < 1e-6
        ? Math.hypot(x - first[0], y - first[1])
        : Math.abs(dy * (x - first[0]) - dx * (y - first[1])) / length
    if (distance > worst) [worst, worstIndex] = [distance, index]
  })
  if (worst <= tolerance) return [first, last]
  const head = simplify(points.slice(0, worstIndex + 1), tolerance)
  return [...head.slice(0, -1), ...simplify(points.slice(worstIndex), tolerance)]
}
