import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, curve, ribbon, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { birds, clouds, ground, luminary, sky, stars } from './backdrop.ts'
import { cypress, roundTree } from './trees.ts'

/** Nothing stands on the nearest field, so that the view stays open. */
const LAST_ROW = 5

/** Rolling fields with furrows, cypresses and a handful of houses. */
export function countryside(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  sky(drawing)
  if (palette.dark) stars(drawing, 120)
  luminary(drawing, {
    x: width * random.between(0.15, 0.85),
    y: height * random.between(0.14, 0.3),
    radius: random.between(50, 90),
  })
  clouds(drawing, random.whole(2, 5), [0.1, 0.36])
  birds(drawing, random.whole(0, 5), [width * 0.5, height * 0.26])
  const rows = LAST_ROW + 1
  for (let row = 0; row < rows; row += 1) {
    const nearness = row / (rows - 1)
    field(drawing, nearness, height * (0.43 + 0.095 * row), row)
  }
}

function field(drawing: Drawing, nearness: number, level: number, row: number): void {
  const { random, width, height, palette } = drawing
  const roll = waveNoise(random, 2)
  const heightAt = (x: number) => level + roll(x / 820) * (30 + 44 * nearness)
  const tint = random.pick([
    palette.accent(1),
    palette.accent(2),
    palette.layer(nearness),
    palette.layer(nearness),
  ])
  const colour = mixHex(palette.layer(0.08 + nearness * 0.8), tint, 0.24)
  const depth = 0.12 + nearness * 0.8
  const size = 26 + 130 * nearness ** 1.6
  const houses = row === 1 || row === 2 ? random.whole(2, 4) : 0
  const village = width * random.between(0.2, 0.7)
  for (let index = 0; index < houses; index += 1) {
    const x = village + index * size * 1.25
    house(drawing, depth - 0.02, [x, heightAt(x) + 6], size * random.between(0.8, 1.3))
  }
  const trees = row === LAST_ROW ? 0 : random.whole(3, 7)
  for (let index = 0; index < trees; index += 1) {
    const x = width * random.between(0, 1)
    const kind = random.chance(0.6) ? cypress : roundTree
    kind(
      drawing,
      depth - 0.01,
      [x, heightAt(x) + 8],
      size * random.between(1, 1.9),
      mixHex(palette.layer(0.35 + nearness * 0.6), palette.accent(2), 0.1),
    )
  }
  ground(drawing, depth, heightAt, { stops: [lighten(colour, 0.1), darken(colour, 0.08)] })
  furrows(drawing, nearness, heightAt, colour)
  if (row === LAST_ROW) {
    const x = width * random.between(0.3, 0.7)
    const lane = curve(
      [x, heightAt(x) + 2],
      [x + random.between(-240, 240), height * 0.96],
      [x + random.between(-120, 120), height + 80],
      20,
    )
    drawing.add(
      'land',
      depth + 0.01,
      ribbon(lane, (t) => 26 + 150 * t * t),
      lighten(mixHex(colour, palette.light, 0.5), 0.1),
      { opacity: 0.9 },
    )
  }
}

function furrows(
  drawing: Drawing,
  nearness: number,
  heightAt: (x: number) => number,
  colour: string,
): void {
  const { random, width } = drawing
  const vanish = width * random.between(-0.2, 1.2)
  const spacing = 26 + 46 * nearness
  for (let x = -width * 0.4; x < width * 1.4; x += spacing) {
    const start = vanish + (x - vanish) * 0.55
    if (start < -20 || start > width + 20) continue
    const from: Point = [start, heightAt(start) + 4]
    const to: Point = [x, heightAt(x) + 70 + 130 * nearness]
    drawing.line(
      0.121 + nearness * 0.8,
      curve(from, [(from[0] + to[0]) / 2, from[1] + 18], to, 8),
      darken(colour, 0.16),
      1.4 + 2.6 * nearness,
      0.5,
    )
  }
}

function house(drawing: Drawing, depth: number, foot: Point, size: number): void {
  const { random, palette } = drawing
  const [x, y] = foot
  const wall = mixHex(palette.paper, palette.layer(0.2), palette.dark ? 0.6 : 0.15)
  const roof = mixHex(palette.accent(0), palette.ink, 0.12)
  drawing.add('thing', depth, box(x, y - size * 0.6, size, size * 0.75), wall)
  drawing.add(
    'thing',
    depth,
    box(x + size * 0.62, y - size * 0.6, size * 0.38, size * 0.75),
    darken(wall, 0.14),
  )
  drawing.add(
    'thing',
    depth + 0.005,
    [
      [x - size * 0.1, y - size * 0.57],
      [x + size * 0.16, y - size],
      [x + size * 0.72, y - size],
      [x + size * 1.1, y - size * 0.57],
    ],
    { stops: [lighten(roof, 0.1), roof] },
  )
  if (random.chance(0.6))
    drawing.add(
      'thing',
      depth,
      box(x + size * 0.7, y - size * 1.16, size * 0.11, size * 0.3),
      darken(roof, 0.2),
    )
  for (const dx of [0.16, 0.4])
    drawing.add(
      'light',
      depth + 0.006,
      box(x + size * dx, y - size * 0.42, size * 0.13, size * 0.18),
      palette.dark ? palette.light : darken(palette.layer(0.6), 0.1),
    )
}
