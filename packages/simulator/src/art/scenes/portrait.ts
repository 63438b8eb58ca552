import { darken, lighten, mixHex, toHex } from '../colour.ts'
import type { Oklch } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, curve, ellipse, leaf } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { fringe, hairBehind } from './hair.ts'
import type { Sitter } from './hair.ts'

/** Black, dark brown, chestnut, auburn, fair, silver. */
const HAIR: readonly [Oklch, ...Oklch[]] = [
  [0.24, 0.02, 280],
  [0.32, 0.045, 50],
  [0.44, 0.075, 52],
  [0.5, 0.12, 40],
  [0.76, 0.09, 82],
  [0.8, 0.012, 240],
]

/** A quiet flat portrait: closed eyes, a halo, leaves behind. */
export function portrait(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  drawing.add('sky', 0, box(-40, -40, width + 80, height + 80), { stops: palette.sky })
  const size = Math.min(width, height * 1.05) * 0.19
  const x = width * random.between(0.46, 0.54)
  const y = height * 0.42
  for (const [scale, opacity] of [
    [2.5, 0.25],
    [2.1, 0.55],
    [1.75, 1],
  ] as const) {
    drawing.add('light', 0.05, ellipse(x, y, size * scale, undefined, 0, 72), palette.light, {
      opacity,
    })
  }
  for (let index = 0; index < 18; index += 1)
    sprig(
      drawing,
      [
        x + (index % 2 ? 1 : -1) * size * random.between(1.3, 2.9),
        height * random.between(0.35, 1),
      ],
      size * random.between(0.6, 1.1),
    )
  const skin = toHex([
    random.pick([0.86, 0.78, 0.66, 0.54, 0.44]),
    random.between(0.06, 0.085),
    random.between(48, 66),
  ])
  const hair = toHex(random.pick(HAIR))
  const sitter = { x, y, size, skin, hair, cloth: palette.accent(0) }
  const style = random.whole(0, 2)
  hairBehind(drawing, sitter, style)
  shoulders(drawing, sitter)
  face(drawing, sitter)
  fringe(drawing, sitter, style)
  features(drawing, sitter)
}

function sprig(drawing: Drawing, root: Point, size: number): void {
  const { random, palette } = drawing
  const colour = mixHex(palette.layer(random.between(0.45, 0.95)), palette.accent(2), 0.15)
  const lean = random.between(-0.7, 0.7)
  const spine = curve(
    root,
    [root[0], root[1] - size * 0.7],
    [root[0] + Math.sin(lean) * size, root[1] - Math.cos(lean) * size * 1.3],
    10,
  )
  drawing.line(0.12, spine, colour, 3)
  for (const [index, point] of spine.entries()) {
    if (index < 2) continue
    for (const side of [-1, 1])
      drawing.add(
        'thing',
        0.13,
        leaf(point, -Math.PI / 2 + lean + side * 0.9, size * 0.36, size * 0.13),
        lighten(colour, side > 0 ? 0.1 : 0),
      )
  }
}

function shoulders(drawing: Drawing, { x, y, size, skin, cloth }: Sitter): void {
  const { height, palette } = drawing
  const base = height + 40
  const neck: Point[] = [
    [x - size * 0.34, y + size * 0.5],
    [x + size * 0.34, y + size * 0.5],
    ...curve(
      [x + size * 0.36, y + size * 1.25],
      [x + size * 0.45, y + size * 1.5],
      [x + size * 0.9, y + size * 1.6],
    ),
    ...curve(
      [x - size * 0.9, y + size * 1.6],
      [x - size * 0.45, y + size * 1.5],
      [x - size * 0.36, y + size * 1.25],
    ),
  ]
  drawing.add('thing', 0.4, neck, darken(skin, 0.12))
  const right = curve(
    [x + size * 0.42, y + size * 1.42],
    [x + size * 1.7, y + size * 1.56],
    [x + size * 1.95, y + size * 2.9],
  )
  const left = curve(
    [x - size * 1.95, y + size * 2.9],
    [x - size * 1.7, y + size * 1.56],
    [x - size * 0.42, y + size * 1.42],
  )
  const collar = curve(
    [x - size * 0.42, y + size * 1.42],
    [x, y + size * 1.9],
    [x + size * 0.42, y + size * 1.42],
  )
  drawing.add(
    'thing',
    0.5,
    [...collar, ...right, [x + size * 2.1, base], [x - size * 2.1, base], ...left],
    { stops: [lighten(cloth, 0.08), darken(cloth, 0.22)] },
  )
  for (let row = 0; row < 4; row += 1) {
    const band = curve(
      [x - size * (0.75 + row * 0.3), y + size * (1.62 + row * 0.2)],
      [x, y + size * (2.3 + row * 0.28)],
      [x + size * (0.75 + row * 0.3), y + size * (1.62 + row * 0.2)],
    )
    drawing.line(0.52, band, row % 2 ? palette.light : palette.paper, size * 0.035, 0.8)
  }
}

function face(drawing: Drawing, { x, y, size, skin }: Sitter): void {
  const outline = ellipse(x, y, size * 0.74, size * 0.98, 0, 64).map(([px, py]): Point => {
    const below = Math.max(0, (py - y) / size)
    return [x + (px - x) * (1 - 0.2 * below), py + below * below * size * 0.09]
  })
  for (const side of [-1, 1])
    drawing.add(
      'thing',
      0.58,
      ellipse(x + side * size * 0.74, y + size * 0.08, size * 0.11, size * 0.18),
      darken(skin, 0.1),
    )
  drawing.add('thing', 0.6, outline, {
    stops: [lighten(skin, 0.12), skin, darken(skin, 0.1)],
    across: true,
  })
}

function features(drawing: Drawing, { x, y, size, skin }: Sitter): void {
  const { palette } = drawing
  const line = mixHex(skin, palette.ink, 0.82)
  for (const side of [-1, 1]) {
    const eye = x + side * size * 0.31
    drawing.line(
      0.72,
      curve(
        [eye - size * 0.15, y + size * 0.02],
        [eye, y + size * 0.13],
        [eye + size * 0.15, y + size * 0.02],
      ),
      line,
      size * 0.034,
    )
    for (const lash of [-0.1, 0, 0.1])
      drawing.line(
        0.72,
        [
          [eye + lash * size, y + size * 0.075],
          [eye + lash * size * 1.35, y + size * 0.13],
        ],
        line,
        size * 0.018,
      )
    drawing.line(
      0.72,
      curve(
        [eye - size * 0.18, y - size * 0.19],
        [eye, y - size * 0.29],
        [eye + size * 0.18, y - size * 0.2],
      ),
      line,
      size * 0.04,
      0.85,
    )
    drawing.add(
      'glow',
      0.7,
      ellipse(x + side * size * 0.41, y + size * 0.3, size * 0.16, size * 0.12),
      '#e8705a',
      { opacity: 0.3 },
    )
    drawing.add(
      'thing',
      0.74,
      ellipse(x + side * size * 0.77, y + size * 0.42, size * 0.075, size * 0.12),
      palette.accent(1),
    )
  }
  noseAndMouth(drawing, { x, y, size, skin }, line)
}

function noseAndMouth(
  drawing: Drawing,
  { x, y, size, skin }: Pick<Sitter, 'x' | 'y' | 'size' | 'skin'>,
  line: string,
): void {
  drawing.line(
    0.72,
    curve(
      [x + size * 0.02, y - size * 0.06],
      [x + size * 0.13, y + size * 0.26],
      [x - size * 0.04, y + size * 0.31],
      12,
    ),
    line,
    size * 0.026,
    0.8,
  )
  const lips = mixHex(skin, '#b4323c', 0.55)
  drawing.add(
    'thing',
    0.72,
    [
      ...curve(
        [x - size * 0.2, y + size * 0.54],
        [x - size * 0.08, y + size * 0.45],
        [x, y + size * 0.5],
      ),
      ...curve(
        [x, y + size * 0.5],
        [x + size * 0.08, y + size * 0.45],
        [x + size * 0.2, y + size * 0.54],
      ),
      ...curve(
        [x + size * 0.2, y + size * 0.54],
        [x, y + size * 0.71],
        [x - size * 0.2, y + size * 0.54],
      ),
    ],
    lips,
  )
  drawing.line(
    0.73,
    curve(
      [x - size * 0.19, y + size * 0.54],
      [x, y + size * 0.58],
      [x + size * 0.19, y + size * 0.54],
    ),
    darken(lips, 0.35),
    size * 0.016,
  )
}
