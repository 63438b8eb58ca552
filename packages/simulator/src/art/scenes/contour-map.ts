import { lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, ellipse, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'

/** A topographic sheet: filled levels of a height field, index lines, a few marked peaks. */
export function contourMap(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  const hills = Array.from({ length: 7 }, () => ({
    x: random.between(0, width),
    y: random.between(0, height),
    reach: random.between(150, 330),
    rise: random.between(0.4, 1),
  }))
  const [east, north] = [waveNoise(random, 3), waveNoise(random, 3)]
  const field = (x: number, y: number) =>
    hills.reduce(
      (sum, hill) =>
        sum + hill.rise * Math.exp(-((x - hill.x) ** 2 + (y - hill.y) ** 2) / hill.reach ** 2),
      0,
    ) +
    0.16 * east(x / 520 + y / 1400) +
    0.16 * north(y / 480 - x / 1500)
  drawing.add(
    'sky',
    0,
    box(-40, -40, width + 80, height + 80),
    mixHex(palette.sky[1], palette.accent(3), 0.3),
  )
  const levels = 11
  const heights = Array.from({ length: 400 }, (_, index) =>
    field((((index % 20) + 0.5) / 20) * width, ((Math.floor(index / 20) + 0.5) / 20) * height),
  ).toSorted((a, b) => a - b)
  for (let index = 0; index < levels; index += 1) {
    const t = index / (levels - 1)
    const colour =
      index === 0
        ? lighten(palette.sky[2], 0.25)
        : mixHex(palette.layer(t * 0.85), palette.accent(index > 8 ? 1 : 2), index > 8 ? 0.6 : 0.1)
    for (const loop of levelLoops(
      field,
      heights[Math.round(399 * (0.04 + 0.93 * t))] ?? 0,
      width,
      height,
    )) {
      drawing.add('land', 0.08 + t * 0.85, loop, colour, { smooth: true })
      drawing.line(
        0.081 + t * 0.85,
        loop,
        mixHex(colour, palette.ink, 0.4),
        index % 4 === 0 ? 2.2 : 1,
        0.6,
      )
    }
  }
  for (const hill of hills.slice(0, 4)) {
    drawing.add(
      'thing',
      0.97,
      [
        [hill.x, hill.y - 15],
        [hill.x + 13, hill.y + 9],
        [hill.x - 13, hill.y + 9],
      ],
      palette.ink,
    )
    drawing.add('thing', 0.98, ellipse(hill.x, hill.y + 1, 3.4), palette.accent(0))
  }
}

/** Radial trace of each region above `level`; holes are left to the next level's own colour. */
function levelLoops(
  field: (x: number, y: number) => number,
  level: number,
  width: number,
  height: number,
): Point[][] {
  const cell = 14
  const columns = Math.ceil((width + 120) / cell)
  const rows = Math.ceil((height + 120) / cell)
  const value = (c: number, r: number) =>
    c <= 0 || r <= 0 || c >= columns || r >= rows ? -1 : field(c * cell - 60, r * cell - 60) - level
  const links = new Map<string, Point>()
  const starts = new Map<string, string>()
  const cross = (c1: number, r1: number, c2: number, r2: number): Point => {
    const a = value(c1, r1)
    const t = a / (a - value(c2, r2))
    return [(c1 + (c2 - c1) * t) * cell - 60, (r1 + (r2 - r1) * t) * cell - 60]
  }
  for (let r = 0; r < rows; r += 1) {
    for (let c = 0; c < columns; c += 1) {
      for (const [from, to] of cellEdges(c, r, value)) {
        const [a, b] = [cross(...from), cross(...to)]
        links.set(a.join(), b)
        starts.set(a.join(), b.join())
      }
    }
  }
  return chain(links, starts)
}

type Edge = readonly [number, number, number, number]

/** Marching squares: for one cell, pairs of edges that the level enters and leaves, high ground on the left. */
function cellEdges(
  c: number,
  r: number,
  value: (c: number, r: number) => number,
): (readonly [Edge, Edge])[] {
  const corners = [
    [c, r],
    [c + 1, r],
    [c + 1, r + 1],
    [c, r + 1],
  ] as const
  const high = corners.map(([cc, rr]) => value(cc, rr) > 0)
  const enters: Edge[] = []
  const leaves: Edge[] = []
  corners.forEach(([c1, r1], index) => {
    const next = corners[(index + 1) % 4] ?? corners[0]
    const edge: Edge =
      c1 < next[0] || r1 < next[1] ? [c1, r1, next[0], next[1]] : [next[0], next[1], c1, r1]
    if (high[index] && !high[(index + 1) % 4]) leaves.push(edge)
    if (!high[index] && high[(index + 1) % 4]) enters.push(edge)
  })
  return enters.flatMap((edge, index) => {
    const leave = leaves[index]
    return leave ? [[edge, leave] as const] : []
  })
}

function chain(links: Map<string, Point>, starts: Map<string, string>): Point[][] {
  const loops: Point[][] = []
  while (links.size > 0) {
    const [first] = links.keys()
    if (first === undefined) break
    const loop: Point[] = []
    let at: string | undefined = first
    while (at !== undefined) {
      const point = links.get(at)
      if (!point) break
      loop.push(point)
      links.delete(at)
      at = starts.get(at)
    }
    if (loop.length > 8) loops.push(loop)
  }
  return loops
}
