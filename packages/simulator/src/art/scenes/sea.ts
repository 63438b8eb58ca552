import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, curve, ellipse, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { birds, clouds, ground, luminary, sky, stars } from './backdrop.ts'

/** Open water under a low sun, with islands, a boat or a lighthouse. */
export function sea(drawing: Drawing): void {
  const { random, width, height, palette, prompt } = drawing
  const horizon = height * random.between(0.42, 0.54)
  const sun = width * random.between(0.25, 0.75)
  sky(drawing)
  if (palette.dark) stars(drawing, 160, 0.45)
  luminary(drawing, {
    x: sun,
    y: horizon - height * random.between(0.06, 0.24),
    radius: random.between(55, 100),
  })
  clouds(drawing, random.whole(2, 5), [0.1, 0.36])
  islands(drawing, horizon)
  drawing.add('land', 0.2, box(-40, horizon, width + 80, height), {
    stops: [
      mixHex(palette.layer(0.15), palette.sky[2], 0.35),
      palette.layer(0.6),
      palette.layer(0.85),
    ],
  })
  glints(drawing, sun, horizon)
  waves(drawing, horizon)
  birds(drawing, random.whole(2, 6), [width * random.between(0.2, 0.8), height * 0.24])
  if (/lighthouse|harbou?r|coast|cliff/i.test(prompt) || random.chance(0.3)) lighthouse(drawing)
}

function islands(drawing: Drawing, horizon: number): void {
  const { random, width, palette } = drawing
  for (let index = 0; index < random.whole(1, 3); index += 1) {
    const centre = width * random.between(0, 1)
    const half = width * random.between(0.12, 0.28)
    const rise = random.between(36, 110)
    const rough = waveNoise(random, 3)
    const top = Array.from({ length: 41 }, (_, step): Point => {
      const t = step / 40
      return [
        centre + (t * 2 - 1) * half,
        horizon + 2 - Math.sin(Math.PI * t) * rise * (0.72 + 0.4 * rough(t * 1.6)),
      ]
    })
    drawing.add('land', 0.12 + index * 0.02, top, {
      stops: [palette.layer(0.3 + index * 0.16), mixHex(palette.layer(0.1), palette.sky[2], 0.2)],
    })
  }
}

function glints(drawing: Drawing, sun: number, horizon: number): void {
  const { random, height, palette } = drawing
  for (let index = 0; index < 46; index += 1) {
    const t = random.unit() ** 1.25
    const y = horizon + 6 + t * (height - horizon) * 0.8
    const half = (8 + 70 * t) * random.between(0.3, 1)
    const x = sun + random.between(-1, 1) * (20 + 110 * t)
    drawing.add('glow', 0.25, ellipse(x, y, half, 1.4 + 3.2 * t, 0, 24), palette.light, {
      opacity: random.between(0.25, 0.7),
    })
  }
}

function waves(drawing: Drawing, horizon: number): void {
  const { random, width, height, palette, prompt } = drawing
  const rows = 8
  const boatRow = random.whole(1, 3)
  const wild = /storm|wave|rough|surf/i.test(prompt) ? 2 : 1
  for (let row = 0; row < rows; row += 1) {
    const t = (row + 0.6) / rows
    const level = horizon + (height - horizon) * (0.06 + 0.94 * t ** 1.35)
    const length = 120 + 420 * t
    const swell = (3 + 26 * t) * wild * random.between(0.8, 1.2)
    const roll = waveNoise(random, 2)
    const heightAt = (x: number) =>
      level + roll(x / length) * swell - Math.abs(Math.sin((x / length) * 2.4 + row)) * swell * 0.5
    if (row === boatRow)
      boat(drawing, [width * random.between(0.15, 0.85), level - 2], 44 + row * 36)
    const colour = mixHex(
      palette.layer(0.2 + 0.8 * t + (row % 2 ? 0.07 : -0.05)),
      row % 3 === 1 ? palette.sky[0] : palette.accent(3),
      0.16,
    )
    ground(drawing, 0.28 + t * 0.7, heightAt, {
      stops: [lighten(colour, 0.1), darken(colour, 0.06)],
    })
    const crest: Point[] = []
    for (let x = -40; x < width + 40; x += 10) crest.push([x, heightAt(x) + 3 + t * 3])
    drawing.line(0.29 + t * 0.7, crest, lighten(colour, 0.45), 1 + t * 2.4, 0.5)
  }
}

function boat(drawing: Drawing, at: Point, size: number): void {
  const { palette } = drawing
  const [x, y] = at
  drawing.add(
    'thing',
    0.4,
    [
      [x - size * 0.55, y - size * 0.12],
      [x + size * 0.55, y - size * 0.14],
      [x + size * 0.36, y + size * 0.1],
      [x - size * 0.38, y + size * 0.1],
    ],
    palette.ink,
  )
  drawing.line(
    0.4,
    [
      [x, y - size * 0.1],
      [x, y - size * 1.25],
    ],
    palette.ink,
    size * 0.035,
  )
  drawing.add(
    'thing',
    0.41,
    [
      ...curve(
        [x + size * 0.04, y - size * 1.2],
        [x + size * 0.5, y - size * 0.7],
        [x + size * 0.52, y - size * 0.22],
      ),
      [x + size * 0.04, y - size * 0.2],
    ],
    palette.paper,
  )
  drawing.add(
    'thing',
    0.41,
    [
      ...curve(
        [x - size * 0.04, y - size * 1.1],
        [x - size * 0.36, y - size * 0.62],
        [x - size * 0.42, y - size * 0.24],
      ),
      [x - size * 0.04, y - size * 0.22],
    ],
    palette.accent(0),
  )
}

function lighthouse(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  const left = random.chance(0.5)
  const place = (along: number) => (left ? along * width : width - along * width)
  const rough = waveNoise(random, 3)
  const top = height * random.between(0.58, 0.66)
  const cliff = Array.from({ length: 30 }, (_, index): Point => [
    place((index / 29) * 0.4),
    top + (index / 29) ** 2.4 * height * 0.42 + rough(index / 14) * 16,
  ])
  const x = place(0.15)
  const tall = height * 0.3
  const lamp = top - tall
  const beam = left ? width * 1.05 : -width * 0.05
  drawing.add(
    'glow',
    0.5,
    [
      [x, lamp - 12],
      [beam, lamp - 120],
      [beam, lamp + 60],
    ],
    palette.light,
    { opacity: palette.dark ? 0.3 : 0.2 },
  )
  drawing.add(
    'thing',
    0.8,
    [
      [x - 30, top + 20],
      [x - 19, lamp],
      [x + 19, lamp],
      [x + 30, top + 20],
    ],
    { stops: [palette.paper, mixHex(palette.paper, palette.ink, 0.3)], across: true },
  )
  for (const t of [0.2, 0.52, 0.84]) {
    const half = 19 + 11 * t
    drawing.add(
      'thing',
      0.81,
      box(x - half, lamp + tall * t, half * 2, tall * 0.13),
      palette.accent(0),
    )
  }
  drawing.add('thing', 0.82, box(x - 25, lamp - 6, 50, 8), palette.ink)
  drawing.add('light', 0.82, box(x - 13, lamp - 30, 26, 25), palette.light)
  drawing.add(
    'thing',
    0.82,
    [
      [x - 20, lamp - 29],
      [x, lamp - 52],
      [x + 20, lamp - 29],
    ],
    palette.accent(0),
  )
  drawing.add(
    'land',
    0.84,
    [[place(-0.05), height + 40], [place(-0.05), top], ...cliff, [place(0.42), height + 40]],
    { stops: [palette.layer(0.8), darken(palette.layer(1), 0.25)] },
  )
}
