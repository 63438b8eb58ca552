import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, curve, ellipse, leaf } from '../geometry.ts'
import type { Point } from '../geometry.ts'

/** A table by the wall: bowl, bottle, cup and fruit in slanting window light. */
export function stillLife(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  const table = height * random.between(0.64, 0.7)
  const wall = palette.dark ? palette.sky[1] : mixHex(palette.sky[1], palette.paper, 0.35)
  drawing.add('sky', 0, box(-40, -40, width + 80, height + 80), {
    stops: [wall, darken(wall, 0.1)],
  })
  windowLight(drawing, table)
  const wood = mixHex(palette.layer(0.62), palette.accent(1), 0.16)
  drawing.add('land', 0.2, box(-40, table, width + 80, height), {
    stops: [lighten(wood, 0.12), darken(wood, 0.2)],
  })
  drawing.line(
    0.21,
    [
      [-20, table + 3],
      [width + 20, table + 3],
    ],
    lighten(wood, 0.35),
    3,
    0.7,
  )
  const middle = width * random.between(0.44, 0.56)
  bottle(drawing, [middle - width * 0.19, table + 44], height * random.between(0.36, 0.44))
  jug(drawing, [middle + width * 0.18, table + 48], height * random.between(0.22, 0.28))
  bowl(drawing, [middle, table + 96], Math.min(width, height) * 0.2)
  for (let index = 0; index < random.whole(3, 5); index += 1)
    fruit(
      drawing,
      [middle + (random.unit() - 0.5) * width * 0.62, table + height * random.between(0.15, 0.22)],
      random.between(42, 60),
      ripe(drawing, index),
      0.85,
    )
}

function windowLight(drawing: Drawing, table: number): void {
  const { random, width, palette } = drawing
  const x = width * random.between(0.06, 0.5)
  const slant = 90
  for (const column of [0, 1]) {
    for (const row of [0, 1]) {
      const left = x + column * 150
      const top = table * (0.12 + row * 0.36)
      drawing.add(
        'glow',
        0.03,
        [
          [left, top],
          [left + 135, top + 18],
          [left + 135 + slant * 0.4, top + table * 0.32],
          [left + slant * 0.4, top + table * 0.32 - 18],
        ],
        palette.light,
        { opacity: 0.42 },
      )
    }
  }
}

function shadow(drawing: Drawing, at: Point, reach: number): void {
  drawing.add(
    'thing',
    0.3,
    ellipse(at[0] + reach * 0.55, at[1] + 2, reach * 1.25, reach * 0.17),
    drawing.palette.ink,
    { opacity: 0.26 },
  )
}

function turned(
  drawing: Drawing,
  foot: Point,
  profile: readonly Point[],
  colour: string,
  depth: number,
): void {
  const left = profile.map(([half, up]): Point => [foot[0] - half, foot[1] - up])
  const right = profile.toReversed().map(([half, up]): Point => [foot[0] + half, foot[1] - up])
  drawing.add(
    'thing',
    depth,
    [...left, ...right],
    { stops: [lighten(colour, 0.28), colour, darken(colour, 0.32)], across: true },
    { smooth: true },
  )
}

function bottle(drawing: Drawing, foot: Point, tall: number): void {
  const wide = tall * 0.17
  const colour = mixHex(drawing.palette.layer(0.85), drawing.palette.accent(2), 0.25)
  shadow(drawing, foot, wide)
  turned(
    drawing,
    foot,
    [
      [wide * 0.7, 0],
      [wide, 4],
      [wide, tall * 0.2],
      [wide, tall * 0.4],
      [wide, tall * 0.52],
      [wide * 0.75, tall * 0.62],
      [wide * 0.34, tall * 0.7],
      [wide * 0.3, tall * 0.8],
      [wide * 0.3, tall * 0.94],
      [wide * 0.4, tall * 0.95],
      [wide * 0.4, tall],
    ],
    colour,
    0.5,
  )
  drawing.line(
    0.51,
    [
      [foot[0] - wide * 0.62, foot[1] - tall * 0.12],
      [foot[0] - wide * 0.62, foot[1] - tall * 0.5],
    ],
    '#ffffff',
    wide * 0.1,
    0.4,
  )
  drawing.add(
    'thing',
    0.52,
    box(foot[0] - wide * 0.96, foot[1] - tall * 0.4, wide * 1.92, tall * 0.2),
    drawing.palette.paper,
    { opacity: 0.85 },
  )
}

function jug(drawing: Drawing, foot: Point, tall: number): void {
  const { palette } = drawing
  const wide = tall * 0.36
  const colour = palette.accent(3)
  shadow(drawing, foot, wide)
  drawing.line(
    0.48,
    curve(
      [foot[0] + wide * 0.5, foot[1] - tall * 0.86],
      [foot[0] + wide * 2.1, foot[1] - tall * 0.8],
      [foot[0] + wide * 0.85, foot[1] - tall * 0.28],
      18,
    ),
    darken(colour, 0.2),
    tall * 0.065,
  )
  turned(
    drawing,
    foot,
    [
      [wide * 0.6, 0],
      [wide * 0.8, 6],
      [wide, tall * 0.24],
      [wide * 0.98, tall * 0.42],
      [wide * 0.7, tall * 0.66],
      [wide * 0.56, tall * 0.8],
      [wide * 0.66, tall * 0.94],
      [wide * 0.78, tall],
    ],
    colour,
    0.55,
  )
  for (let index = 0; index < 5; index += 1)
    drawing.add(
      'thing',
      0.44,
      leaf([foot[0], foot[1] - tall], -Math.PI / 2 + (index - 2) * 0.42, tall * 0.9, tall * 0.22),
      mixHex(palette.layer(0.7), '#5f9a5e', 0.35 + index * 0.07),
    )
}

function bowl(drawing: Drawing, foot: Point, reach: number): void {
  const { random, palette } = drawing
  const colour = lighten(palette.accent(0), 0.1)
  const rim = foot[1] - reach * 0.62
  shadow(drawing, foot, reach * 0.6)
  drawing.add('thing', 0.6, ellipse(foot[0], rim, reach, reach * 0.2), darken(colour, 0.4))
  for (const [dx, dy] of [
    [-0.55, 0.04],
    [0.52, 0.02],
    [-0.18, -0.1],
    [0.2, -0.12],
    [0, 0.06],
  ] as const)
    fruit(
      drawing,
      [foot[0] + dx * reach, rim + dy * reach],
      reach * random.between(0.27, 0.33),
      ripe(drawing, random.whole(0, 4)),
      0.62,
    )
  const under = Array.from({ length: 33 }, (_, index): Point => {
    const angle = (index / 32) * Math.PI
    return [foot[0] + Math.cos(angle) * reach, rim + Math.sin(angle) ** 0.8 * reach * 0.62]
  })
  const lip = Array.from({ length: 33 }, (_, index): Point => {
    const angle = Math.PI - (index / 32) * Math.PI
    return [foot[0] + Math.cos(angle) * reach, rim + Math.sin(angle) * reach * 0.2]
  })
  drawing.add('thing', 0.7, [...under, ...lip], {
    stops: [lighten(colour, 0.25), colour, darken(colour, 0.3)],
    across: true,
  })
  drawing.line(0.71, lip, lighten(colour, 0.5), 4, 0.8)
}

/** Orange, lemon, apple, lime and plum, with a breath of the picture's own colours. */
function ripe(drawing: Drawing, index: number): string {
  const skins = ['#f0913a', '#f2cf4a', '#d8493c', '#9dbb4e', '#7d4a78'] as const
  return mixHex(skins[index % skins.length] ?? skins[0], drawing.palette.accent(index), 0.18)
}

function fruit(drawing: Drawing, at: Point, size: number, colour: string, depth: number): void {
  const { palette } = drawing
  if (depth > 0.8)
    drawing.add(
      'thing',
      depth - 0.02,
      ellipse(at[0] + size * 0.4, at[1] + size * 0.86, size * 1.1, size * 0.18),
      palette.ink,
      { opacity: 0.26 },
    )
  drawing.add('thing', depth, ellipse(at[0], at[1], size, size * 0.93), {
    stops: [lighten(colour, 0.16), darken(colour, 0.14)],
  })
  drawing.add(
    'glow',
    depth + 0.01,
    ellipse(at[0] - size * 0.3, at[1] - size * 0.34, size * 0.34, size * 0.24, -0.6),
    '#ffffff',
    { opacity: 0.3 },
  )
  drawing.line(
    depth + 0.01,
    [
      [at[0], at[1] - size * 0.82],
      [at[0] + size * 0.1, at[1] - size * 1.15],
    ],
    palette.ink,
    size * 0.08,
  )
  drawing.add(
    'thing',
    depth + 0.01,
    leaf([at[0] + size * 0.08, at[1] - size * 1.05], -0.4, size * 0.62, size * 0.28),
    mixHex(palette.layer(0.8), '#5f9a5e', 0.5),
  )
}
