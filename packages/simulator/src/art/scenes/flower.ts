import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, curve, ellipse, leaf, ribbon } from '../geometry.ts'
import type { Point } from '../geometry.ts'

/** A botanical sheet: stems, leaves and several kinds of bloom before an arch of colour. */
export function flower(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  const paper = palette.dark
    ? darken(palette.sky[0], 0.1)
    : mixHex(palette.paper, palette.sky[2], 0.4)
  drawing.add('sky', 0, box(-40, -40, width + 80, height + 80), {
    stops: [lighten(paper, 0.05), paper],
  })
  const arch = Math.min(width, height) * random.between(0.34, 0.42)
  const middle = height * random.between(0.46, 0.52)
  drawing.add('light', 0.06, archway(width / 2, middle, arch, height), {
    stops: [palette.sky[1], palette.sky[2]],
  })
  drawing.add(
    'glow',
    0.08,
    ellipse(width * random.between(0.36, 0.64), middle * 0.72, arch * 0.34),
    palette.light,
    { opacity: 0.85 },
  )
  const vase = random.chance(0.4)
  const count = random.whole(7, 10)
  for (let index = 0; index < count; index += 1) {
    const t = (index + 0.5) / count
    const spread = (t - 0.5) * 2
    const root: Point = vase
      ? [width / 2 + spread * 34, height * 0.73]
      : [width / 2 + spread * arch * 0.75, height + 20]
    const tip: Point = [
      width / 2 + spread * Math.min(width * 0.46, arch * 1.35) + random.between(-26, 26),
      height * (random.between(0.2, 0.42) + Math.abs(spread) * 0.16),
    ]
    stem(drawing, root, tip, 0.3 + 0.5 * random.unit())
  }
  if (vase) drawVase(drawing)
}

function archway(x: number, middle: number, radius: number, height: number): Point[] {
  const top = Array.from({ length: 37 }, (_, index): Point => {
    const angle = Math.PI + (index / 36) * Math.PI
    return [x + Math.cos(angle) * radius, middle + Math.sin(angle) * radius]
  })
  return [...top, [x + radius, height + 40], [x - radius, height + 40]]
}

function stem(drawing: Drawing, root: Point, tip: Point, depth: number): void {
  const { random, palette } = drawing
  const green = mixHex(palette.layer(random.between(0.5, 0.9)), '#4f8a5c', random.between(0.3, 0.6))
  const spine = curve(
    root,
    [root[0] + (tip[0] - root[0]) * 0.2, tip[1] + (root[1] - tip[1]) * 0.4],
    tip,
    22,
  )
  drawing.add(
    'thing',
    depth,
    ribbon(spine, (t) => 7.5 - 4 * t),
    green,
  )
  for (let index = 5; index < 19; index += random.whole(2, 4)) {
    const at = spine[index] ?? tip
    const side = index % 2 ? 1 : -1
    const length = random.between(60, 120)
    const angle = -Math.PI / 2 + side * random.between(0.6, 1.1)
    drawing.add(
      'thing',
      depth + 0.01,
      leaf(at, angle, length, length * 0.36, 0.42),
      mixHex(green, palette.layer(0.3), random.between(0, 0.4)),
    )
    drawing.line(
      depth + 0.011,
      [at, [at[0] + Math.cos(angle) * length * 0.85, at[1] + Math.sin(angle) * length * 0.85]],
      lighten(green, 0.3),
      1.4,
      0.7,
    )
  }
  const colour = palette.accent(random.whole(0, 3))
  random.pick([daisy, tulip, poppy, daisy, spray])(
    drawing,
    tip,
    random.between(46, 84),
    colour,
    depth + 0.15,
  )
}

type Bloom = (drawing: Drawing, at: Point, size: number, colour: string, depth: number) => void

const daisy: Bloom = (drawing, at, size, colour, depth) => {
  const petals = drawing.random.whole(8, 14)
  const turn = drawing.random.between(0, 1)
  for (let ring = 0; ring < 2; ring += 1) {
    for (let index = 0; index < petals; index += 1) {
      const angle = turn + ((index + ring * 0.5) / petals) * Math.PI * 2
      drawing.add(
        'thing',
        depth + ring * 0.01,
        leaf(at, angle, size * (1 - ring * 0.26), size * 0.34, 0.66),
        lighten(colour, ring * 0.22 + (index % 2) * 0.06),
      )
    }
  }
  drawing.add(
    'thing',
    depth + 0.03,
    ellipse(at[0], at[1], size * 0.24),
    mixHex(drawing.palette.accent(1), drawing.palette.ink, 0.15),
  )
  drawing.add(
    'thing',
    depth + 0.04,
    ellipse(at[0] - size * 0.05, at[1] - size * 0.05, size * 0.14),
    drawing.palette.light,
  )
}

const tulip: Bloom = (drawing, at, size, colour, depth) => {
  for (const [lean, shade] of [
    [-0.42, 0.12],
    [0.42, 0.2],
    [0, -0.14],
  ] as const) {
    const petal = leaf(
      [at[0], at[1] + size * 0.5],
      -Math.PI / 2 + lean,
      size * 1.35,
      size * 0.78,
      0.42,
    )
    drawing.add(
      'thing',
      depth + (lean === 0 ? 0.02 : 0.01),
      petal,
      shade > 0 ? darken(colour, shade) : lighten(colour, -shade),
    )
  }
}

const poppy: Bloom = (drawing, at, size, colour, depth) => {
  for (let index = 0; index < 5; index += 1) {
    const angle = (index / 5) * Math.PI * 2 + 0.3
    const x = at[0] + Math.cos(angle) * size * 0.42
    const y = at[1] + Math.sin(angle) * size * 0.36
    drawing.add('thing', depth + index * 0.004, ellipse(x, y, size * 0.56, size * 0.46, angle), {
      stops: [lighten(colour, 0.16 + 0.05 * (index % 2)), darken(colour, 0.05 * index)],
    })
  }
  drawing.add('thing', depth + 0.03, ellipse(at[0], at[1], size * 0.2), drawing.palette.ink)
  for (let index = 0; index < 12; index += 1) {
    const angle = (index / 12) * Math.PI * 2
    drawing.add(
      'thing',
      depth + 0.035,
      ellipse(
        at[0] + Math.cos(angle) * size * 0.3,
        at[1] + Math.sin(angle) * size * 0.28,
        size * 0.035,
        undefined,
        0,
        10,
      ),
      drawing.palette.light,
    )
  }
}

const spray: Bloom = (drawing, at, size, colour, depth) => {
  for (let index = 0; index < 22; index += 1) {
    const t = index / 21
    const angle = index * 2.4
    const radius = size * 0.34 * (1 - t * 0.7)
    drawing.add(
      'thing',
      depth + t * 0.02,
      ellipse(
        at[0] + Math.cos(angle) * radius,
        at[1] + size * (0.75 - t * 1.7),
        size * (0.17 - 0.07 * t),
        undefined,
        0,
        18,
      ),
      mixHex(colour, drawing.palette.light, 0.15 + (0.3 * (index % 3)) / 2),
    )
  }
}

function drawVase(drawing: Drawing): void {
  const { width, height, palette } = drawing
  const x = width / 2
  const top = height * 0.7
  const tall = height * 0.25
  const colour = palette.accent(3)
  const profile = Array.from({ length: 20 }, (_, index): Point => {
    const t = index / 19
    return [46 + 62 * Math.sin(Math.PI * Math.min(1, t * 0.95 + 0.02)) - 14 * t, top + t * tall]
  })
  drawing.add(
    'land',
    0.3,
    box(-40, height * 0.9, width + 80, height * 0.2),
    mixHex(palette.layer(0.5), palette.sky[2], 0.3),
  )
  drawing.add('thing', 0.9, ellipse(x + 24, top + tall, 130, 16), palette.ink, { opacity: 0.22 })
  drawing.add(
    'thing',
    0.95,
    [
      ...profile.map(([half, y]): Point => [x - half, y]),
      ...profile.toReversed().map(([half, y]): Point => [x + half, y]),
    ],
    { stops: [lighten(colour, 0.25), colour, darken(colour, 0.3)], across: true },
  )
}
