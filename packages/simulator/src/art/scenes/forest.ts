import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { curve, ellipse, leaf, ribbon, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { ground, luminary, sky } from './backdrop.ts'

/** A wood of tall trunks in layers of mist, light falling through, ferns at one's feet. */
export function forest(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  sky(drawing)
  luminary(drawing, {
    x: width * random.between(0.3, 0.7),
    y: height * random.between(0.2, 0.4),
    radius: random.between(60, 110),
  })
  const lean = random.between(-0.25, 0.25)
  for (const [row, nearness] of [0.05, 0.25, 0.48, 0.72, 1].entries()) {
    const level = height * (0.66 + row * 0.075)
    const roll = waveNoise(random, 2)
    const count = Math.round((width / 1000) * (15 - row * 3.2))
    for (let index = 0; index < count; index += 1) {
      const x =
        nearness === 1
          ? width * random.pick([0.06, 0.13, 0.86, 0.94]) + random.between(-30, 30)
          : width * ((index + random.between(0.1, 0.9)) / count)
      trunk(drawing, nearness, [x, level + 30], 12 + 66 * nearness ** 1.7)
    }
    ground(drawing, 0.15 + nearness * 0.75, (x) => level + roll(x / 420) * 26, {
      stops: [
        palette.layer(nearness),
        mixHex(palette.layer(nearness), palette.sky[2], 0.45 * (1 - nearness)),
      ],
    })
    if (row === 2) shafts(drawing, lean)
    if (row === 2 && random.chance(0.6)) path(drawing, level)
  }
  for (let index = 0; index < 13; index += 1)
    fern(
      drawing,
      [random.between(-20, width + 20), height * random.between(0.97, 1.06)],
      random.between(90, 190),
    )
  for (let index = 0; index < 26; index += 1)
    drawing.add(
      'glow',
      0.7,
      ellipse(
        random.between(0, width),
        random.between(0.3, 0.9) * height,
        random.between(1.6, 4.5),
        undefined,
        0,
        12,
      ),
      palette.light,
      { opacity: random.between(0.5, 0.95) },
    )
}

function trunk(drawing: Drawing, nearness: number, foot: Point, wide: number): void {
  const { random, height, palette } = drawing
  const colour = palette.layer(nearness * 0.95 + 0.05)
  const sway = random.between(-24, 24)
  const spine = curve(foot, [foot[0] + sway, height * 0.4], [foot[0] + sway * 1.4, -40], 14)
  const depth = 0.12 + nearness * 0.75
  const branches = random.whole(2, 5)
  for (let index = 0; index < branches; index += 1) {
    const from = spine[random.whole(5, 12)] ?? foot
    const side = random.chance(0.5) ? 1 : -1
    const reach = wide * random.between(2, 4.2)
    const limb = curve(
      from,
      [from[0] + side * reach * 0.5, from[1] - reach * 0.2],
      [from[0] + side * reach, from[1] - reach * random.between(0.5, 0.9)],
      8,
    )
    drawing.add(
      'thing',
      depth,
      ribbon(limb, (t) => wide * 0.32 * (1 - t * 0.85)),
      colour,
    )
    foliage(drawing, depth, limb[limb.length - 1] ?? from, wide * random.between(1.3, 2.3), colour)
  }
  drawing.add(
    'thing',
    depth + 0.01,
    ribbon(spine, (t) => wide * (1.05 - 0.4 * t + 0.5 * Math.max(0, 0.1 - t) * 6)),
    { stops: [lighten(colour, 0.12), darken(colour, 0.12)], across: true },
  )
}

function foliage(drawing: Drawing, depth: number, at: Point, size: number, colour: string): void {
  const { random, palette } = drawing
  const bumps = waveNoise(random, 2)
  const tint = mixHex(colour, palette.accent(random.whole(0, 3)), random.between(0.06, 0.22))
  const points = Array.from({ length: 26 }, (_, index): Point => {
    const angle = (index / 26) * Math.PI * 2
    const radius = size * (0.85 + 0.22 * bumps(index / 5))
    return [at[0] + Math.cos(angle) * radius * 1.25, at[1] + Math.sin(angle) * radius * 0.72]
  })
  drawing.add('thing', depth - 0.02, points, tint, { smooth: true, opacity: 0.92 })
}

function shafts(drawing: Drawing, lean: number): void {
  const { random, width, height, palette } = drawing
  for (let index = 0; index < 6; index += 1) {
    const x = width * random.between(0.05, 0.95)
    const wide = random.between(26, 90)
    const shift = height * lean
    drawing.add(
      'glow',
      0.5,
      [
        [x, -40],
        [x + wide, -40],
        [x + wide * 1.9 + shift, height],
        [x - wide * 0.6 + shift, height],
      ],
      palette.light,
      { opacity: random.between(0.06, 0.15) },
    )
  }
}

function path(drawing: Drawing, level: number): void {
  const { random, width, height, palette } = drawing
  const start = width * random.between(0.4, 0.6)
  const spine = curve(
    [start, level + 8],
    [start + random.between(-160, 160), height * 0.88],
    [start + random.between(-60, 60), height + 60],
    18,
  )
  drawing.add(
    'land',
    0.6,
    ribbon(spine, (t) => 22 + 210 * t ** 1.5),
    lighten(mixHex(palette.layer(0.4), palette.light, 0.4), 0.1),
    { opacity: 0.9 },
  )
}

function fern(drawing: Drawing, root: Point, size: number): void {
  const { random, palette } = drawing
  const colour = mixHex(palette.layer(1), palette.accent(2), random.between(0.05, 0.3))
  for (const lean of [-0.7, -0.25, 0.2, 0.65]) {
    const tip: Point = [root[0] + Math.sin(lean) * size * 1.1, root[1] - Math.cos(lean) * size]
    const spine = curve(
      root,
      [root[0] + Math.sin(lean) * size * 0.2, root[1] - size * 0.8],
      tip,
      12,
    )
    drawing.line(0.97, spine, darken(colour, 0.2), 2.4)
    spine.forEach((point, index) => {
      if (index < 2) return
      const length = size * 0.26 * (1.1 - index / 14)
      for (const side of [-1, 1])
        drawing.add(
          'thing',
          0.98,
          leaf(point, -Math.PI / 2 + lean * 1.4 + side * 1.15, length, length * 0.3),
          colour,
        )
    })
  }
}
