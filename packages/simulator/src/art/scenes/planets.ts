import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, ellipse, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { ground, stars } from './backdrop.ts'

/** Banded planets over an alien shore. */
export function planets(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  const deep = darken(palette.sky[0], palette.dark ? 0.2 : 0.62)
  drawing.add('sky', 0, box(-40, -40, width + 80, height + 80), {
    stops: [deep, mixHex(deep, palette.sky[0], 0.45), mixHex(palette.sky[1], palette.sky[2], 0.4)],
  })
  stars(drawing, 260, 0.75)
  const big = Math.min(width, height) * random.between(0.22, 0.3)
  const x = width * random.between(0.35, 0.68)
  const y = height * random.between(0.32, 0.42)
  planet(drawing, [x, y], big, palette.accent(0), random.chance(0.75))
  planet(
    drawing,
    [(x + width * random.between(0.3, 0.45)) % width, height * random.between(0.12, 0.24)],
    big * 0.24,
    palette.accent(3),
    false,
  )
  planet(
    drawing,
    [(x + width * random.between(0.55, 0.75)) % width, height * random.between(0.4, 0.55)],
    big * 0.13,
    palette.accent(1),
    false,
  )
  for (const [nearness, level] of [
    [0.45, 0.74],
    [0.72, 0.82],
    [1, 0.91],
  ] as const) {
    const roll = waveNoise(random, 4)
    const colour = palette.layer(nearness)
    ground(
      drawing,
      0.3 + nearness * 0.6,
      (at) =>
        height * level + roll(at / 460) * 60 - Math.max(0, roll(at / 190 + 3)) * 70 * nearness,
      { stops: [lighten(colour, 0.1), darken(colour, 0.25)] },
    )
  }
}

function planet(
  drawing: Drawing,
  centre: Point,
  radius: number,
  colour: string,
  ringed: boolean,
): void {
  const { random, palette } = drawing
  const [x, y] = centre
  const tilt = random.between(-0.4, 0.4)
  const depth = 0.1 + radius / 4000
  drawing.add('glow', depth, ellipse(x, y, radius * 1.3), colour, { opacity: 0.12 })
  if (ringed) rings(drawing, centre, radius, tilt, { from: Math.PI, depth: depth - 0.01 })
  drawing.add('light', depth + 0.01, ellipse(x, y, radius, radius, 0, 84), {
    stops: [lighten(colour, 0.25), darken(colour, 0.12)],
  })
  const bands = radius > 40 ? 7 : 3
  const wave = waveNoise(random, 2)
  for (let band = 0; band < bands; band += 1) {
    const middle = -0.8 + (1.6 * (band + 0.5)) / bands
    const half = (0.5 / bands) * random.between(0.5, 1.3)
    const edge = (offset: number) =>
      Array.from({ length: 25 }, (_, index): Point => {
        const v = middle + offset + wave(index / 18 + band) * 0.02
        const reach = Math.sqrt(Math.max(0, 1 - v * v)) * 0.995
        const u = (index / 12 - 1) * reach
        return [
          x + radius * (u * Math.cos(tilt) - v * Math.sin(tilt)),
          y + radius * (u * Math.sin(tilt) + v * Math.cos(tilt)),
        ]
      })
    drawing.add(
      'glow',
      depth + 0.02,
      [...edge(-half), ...edge(half).toReversed()],
      random.pick([palette.light, darken(colour, 0.3), palette.accent(2)]),
      { opacity: 0.3 },
    )
  }
  const dark = ellipse(x, y, radius * 1.003, radius * 1.003, 0, 84)
  const shadow = dark.filter((_, index) => index < 42).map(([px, py]): Point => [px, py])
  const inner = Array.from({ length: 42 }, (_, index): Point => {
    const angle = Math.PI - (index / 41) * Math.PI
    return [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius * 0.35]
  })
  drawing.add('glow', depth + 0.03, [...shadow, ...inner], palette.ink, { opacity: 0.22 })
  if (ringed) rings(drawing, centre, radius, tilt, { from: 0, depth: depth + 0.04 })
}

function rings(
  drawing: Drawing,
  centre: Point,
  radius: number,
  tilt: number,
  half: { from: number; depth: number },
): void {
  for (const [reach, wide, colour] of [
    [1.45, 0.13, drawing.palette.light],
    [1.68, 0.07, drawing.palette.accent(1)],
    [1.86, 0.03, drawing.palette.accent(3)],
  ] as const) {
    const arc = (size: number) =>
      Array.from({ length: 49 }, (_, index): Point => {
        const angle = half.from + (index / 48) * Math.PI
        const u = Math.cos(angle) * size * radius
        const v = Math.sin(angle) * size * radius * 0.26
        return [
          centre[0] + u * Math.cos(tilt) - v * Math.sin(tilt),
          centre[1] + u * Math.sin(tilt) + v * Math.cos(tilt),
        ]
      })
    drawing.add('light', half.depth, [...arc(reach), ...arc(reach + wide).toReversed()], colour, {
      opacity: 0.88,
    })
  }
}
