import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { curve, ellipse, ribbon, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { birds, clouds, luminary, sky, stars } from './backdrop.ts'

/** Dunes with a lit and a shaded side along winding crests. */
export function desert(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  sky(drawing)
  if (palette.dark) stars(drawing, 200)
  luminary(drawing, {
    x: width * random.between(0.2, 0.8),
    y: height * random.between(0.18, 0.36),
    radius: random.between(80, 135),
  })
  clouds(drawing, random.whole(0, 2), [0.2, 0.4])
  mesas(drawing)
  const rows = 5
  for (let row = 0; row < rows; row += 1)
    dune(drawing, (row + 0.5) / rows, height * (0.5 + 0.105 * row))
  birds(drawing, random.whole(0, 4), [width * 0.5, height * 0.25])
  if (random.chance(0.75))
    cactus(
      drawing,
      [width * random.pick([0.14, 0.2, 0.8, 0.87]), height * random.between(0.9, 0.96)],
      height * random.between(0.2, 0.3),
    )
}

function mesas(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  for (let index = 0; index < 3; index += 1) {
    const x = width * random.between(-0.05, 0.95)
    const wide = width * random.between(0.08, 0.2)
    const top = height * random.between(0.4, 0.48)
    const foot = height * 0.56
    const colour = palette.layer(0.1 + index * 0.07)
    drawing.add(
      'land',
      0.08 + index * 0.01,
      [
        [x - wide * 0.35, foot],
        [x - wide * 0.08, top + 26],
        [x, top],
        [x + wide * 0.3, top - 4],
        [x + wide * 0.36, top + 8],
        [x + wide, top + 5],
        [x + wide * 1.07, top + 30],
        [x + wide * 1.3, foot],
      ],
      { stops: [colour, mixHex(colour, palette.sky[2], 0.5)] },
    )
  }
}

function dune(drawing: Drawing, nearness: number, level: number): void {
  const { random, width, height, palette } = drawing
  const lit = lighten(palette.layer(0.1 + nearness * 0.55), 0.1)
  const shade = palette.layer(0.28 + nearness * 0.66)
  const peak = width * random.between(0.2, 0.8)
  const rise = height * random.between(0.06, 0.13)
  const roll = waveNoise(random, 2)
  const span = width * random.between(0.3, 0.42)
  const heightAt = (x: number) =>
    level -
    rise * Math.exp(-(((x - peak) / span) ** 2)) * (1 - (0.18 * Math.abs(x - peak)) / span) +
    roll(x / 900) * 20
  const top: Point[] = []
  for (let x = -48; x <= width + 48; x += 10) top.push([x, heightAt(x)])
  drawing.add(
    'land',
    0.2 + nearness * 0.7,
    [[-48, height + 60], ...top, [width + 48, height + 60]],
    { stops: [lit, mixHex(lit, shade, 0.35)] },
  )
  const crest = Array.from({ length: 26 }, (_, index): Point => {
    const t = index / 25
    return [
      peak + (t - 0.1 * Math.sin(t * 3)) * span * 0.4 + Math.sin(t * 5 + nearness * 7) * 46 * t,
      heightAt(peak) + t * (height - heightAt(peak)) * 0.9,
    ]
  })
  const rightTop = top.filter(([x]) => x >= peak)
  drawing.add(
    'land',
    0.21 + nearness * 0.7,
    [[peak, heightAt(peak)], ...rightTop, [width + 48, height + 60], ...crest.toReversed()],
    { stops: [shade, mixHex(shade, lit, 0.4)] },
    { opacity: 0.85 },
  )
  for (let ripple = 1; ripple < 7; ripple += 1) {
    const line: Point[] = []
    for (let x = -20; x < peak - ripple * 10; x += 26)
      line.push([x, heightAt(x) + ripple * (7 + 11 * nearness) + roll(x / 210 + ripple) * 4])
    drawing.line(0.22 + nearness * 0.7, line, darken(lit, 0.18), 1.2 + nearness, 0.3)
  }
}

function cactus(drawing: Drawing, foot: Point, tall: number): void {
  const { palette } = drawing
  const colour = mixHex(palette.layer(1), palette.accent(2), 0.18)
  const wide = tall * 0.16
  const [x, y] = foot
  const limb = (spine: Point[], thick: number) => {
    drawing.add(
      'thing',
      0.96,
      ribbon(spine, () => thick),
      colour,
    )
    const tip = spine[spine.length - 1]
    if (tip)
      drawing.add('thing', 0.96, ellipse(tip[0], tip[1], thick / 2, thick / 2, 0, 20), colour)
    drawing.line(0.97, spine, lighten(colour, 0.3), thick * 0.07, 0.6)
  }
  drawing.add(
    'thing',
    0.95,
    ellipse(x, y + 2, tall * 0.24, tall * 0.03),
    darken(palette.layer(0.9), 0.3),
    { opacity: 0.4 },
  )
  limb(
    [
      [x, y + 6],
      [x, y - tall * 0.5],
      [x, y - tall],
    ],
    wide,
  )
  limb(
    [
      ...curve(
        [x, y - tall * 0.4],
        [x - tall * 0.3, y - tall * 0.4],
        [x - tall * 0.28, y - tall * 0.58],
      ),
      [x - tall * 0.28, y - tall * 0.75],
    ],
    wide * 0.66,
  )
  limb(
    [
      ...curve(
        [x, y - tall * 0.55],
        [x + tall * 0.27, y - tall * 0.55],
        [x + tall * 0.26, y - tall * 0.7],
      ),
      [x + tall * 0.26, y - tall * 0.88],
    ],
    wide * 0.62,
  )
}
