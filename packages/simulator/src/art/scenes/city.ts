import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, ellipse } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { clouds, luminary, sky, stars } from './backdrop.ts'

/** Skylines behind skylines, lit windows, a river when the seed wants one. */
export function city(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  const river = random.chance(0.45)
  const floor = height * (river ? 0.8 : 1.04)
  sky(drawing)
  if (palette.dark) stars(drawing, 90, 0.5)
  luminary(drawing, {
    x: width * random.between(0.2, 0.8),
    y: height * random.between(0.2, 0.42),
    radius: random.between(60, 120),
  })
  clouds(drawing, random.whole(2, 4), [0.12, 0.4])
  for (const [nearness, wide, tall] of [
    [0.08, 46, 0.44],
    [0.32, 62, 0.4],
    [0.58, 84, 0.38],
    [0.9, 118, 0.3],
  ] as const) {
    if (river && nearness > 0.8) continue
    skyline(drawing, { nearness, wide, top: floor - height * tall, floor })
  }
  if (river) water(drawing, floor)
}

type Row = { nearness: number; wide: number; top: number; floor: number }

function skyline(drawing: Drawing, row: Row): void {
  const { random, width } = drawing
  for (let x = -30; x < width + 20;) {
    const wide = row.wide * random.between(0.65, 1.35)
    const tower = random.chance(0.22) ? 1.4 : 1
    const tall = (row.floor - row.top) * random.between(0.5, 1.05) * tower
    building(drawing, row, { x, wide, top: row.floor - tall })
    x += wide + (random.chance(0.25) ? random.between(4, row.wide * 0.5) : 1)
  }
}

function building(
  drawing: Drawing,
  row: Row,
  shape: { x: number; wide: number; top: number },
): void {
  const { random, palette } = drawing
  const depth = 0.1 + row.nearness * 0.75
  const colour = mixHex(
    palette.layer(row.nearness),
    random.chance(0.3) ? palette.accent(random.whole(0, 3)) : palette.layer(row.nearness),
    0.2,
  )
  const { x, wide, top } = shape
  const paint = {
    stops: [colour, mixHex(colour, palette.sky[2], 0.36 * (1 - row.nearness) + 0.05)],
  }
  drawing.add('thing', depth, roof(drawing, { x, wide, top, floor: row.floor }), paint)
  drawing.add(
    'thing',
    depth + 0.01,
    box(x + wide * 0.74, top, wide * 0.26, row.floor - top),
    darken(colour, 0.2),
    { opacity: 0.35 },
  )
  if (random.chance(0.2))
    drawing.line(
      depth,
      [
        [x + wide / 2, top],
        [x + wide / 2, top - random.between(20, 60)],
      ],
      colour,
      2.4,
    )
  if (row.nearness < 0.25) return
  windows(drawing, row, shape, colour)
}

function roof(
  drawing: Drawing,
  wall: { x: number; wide: number; top: number; floor: number },
): Point[] {
  const { x, wide, top, floor } = wall
  const base: Point[] = [
    [x + wide, floor],
    [x, floor],
  ]
  const tops: readonly [Point[], Point[], Point[], Point[]] = [
    [
      [x, top],
      [x + wide, top],
    ],
    [
      [x, top],
      [x + wide * 0.5, top - wide * 0.4],
      [x + wide, top],
    ],
    [
      [x, top],
      [x + wide * 0.15, top],
      [x + wide * 0.15, top - wide * 0.2],
      [x + wide * 0.85, top - wide * 0.2],
      [x + wide * 0.85, top],
      [x + wide, top],
    ],
    [
      [x, top],
      [x + wide, top - wide * 0.45],
    ],
  ]
  return [...drawing.random.pick(tops), ...base]
}

function windows(
  drawing: Drawing,
  row: Row,
  shape: { x: number; wide: number; top: number },
  wall: string,
): void {
  const { random, palette } = drawing
  const size = row.wide * 0.115
  const columns = Math.max(2, Math.floor(shape.wide / (size * 2.05)))
  const gap = shape.wide / (columns + 0.35)
  const lit = palette.dark || palette.mood === 'dusk' ? 0.5 : 0.2
  for (
    let y = shape.top + size * 2;
    y < Math.min(row.floor - size * 2, shape.top + 420);
    y += size * 2.5
  ) {
    for (let column = 0; column < columns; column += 1) {
      if (random.chance(0.16)) continue
      const colour = random.chance(lit)
        ? mixHex(palette.light, palette.accent(1), random.between(0, 0.5))
        : lighten(wall, 0.16)
      drawing.add(
        'thing',
        0.12 + row.nearness * 0.75,
        box(shape.x + gap * (column + 0.4), y, size, size * 1.5),
        colour,
        { opacity: 0.9 },
      )
    }
  }
}

function water(drawing: Drawing, level: number): void {
  const { random, width, height, palette } = drawing
  drawing.add('land', 0.78, box(-40, level - 7, width + 80, 24), darken(palette.layer(0.85), 0.15))
  drawing.add('land', 0.8, box(-40, level + 5, width + 80, height), {
    stops: [mixHex(palette.layer(0.45), palette.sky[2], 0.35), palette.layer(0.9)],
  })
  for (let index = 0; index < 170; index += 1) {
    const t = random.unit()
    const x = random.between(0, width)
    const y = level + 14 + t * (height - level)
    const half = (8 + 34 * t) * random.between(0.5, 1.4)
    const colour = random.pick([palette.light, palette.sky[1], palette.accent(1), palette.layer(1)])
    const ripple = ellipse(x, y, half, 1.2 + 2.4 * t, 0, 20)
    drawing.add('glow', 0.82, ripple, colour, { opacity: random.between(0.2, 0.6) })
  }
}
