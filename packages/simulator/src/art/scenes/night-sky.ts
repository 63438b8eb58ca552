import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, ellipse, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { ground, luminary, sky, stars } from './backdrop.ts'
import { fir } from './trees.ts'

/** Aurora or milky way over dark hills and a lit cabin. */
export function nightSky(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  sky(drawing)
  if (random.chance(0.5)) milkyWay(drawing)
  else aurora(drawing)
  stars(drawing, 320, 0.85)
  luminary(drawing, {
    x: width * random.between(0.15, 0.85),
    y: height * random.between(0.14, 0.3),
    radius: random.between(34, 64),
  })
  const rolls = [waveNoise(random, 4), waveNoise(random, 3), waveNoise(random, 2)] as const
  rolls.forEach((roll, index) => {
    const level = height * (0.7 + index * 0.1)
    const heightAt = (x: number) => level + roll(x / (420 + index * 160)) * (74 - index * 22)
    const colour = palette.layer(0.35 + index * 0.32)
    if (index === 1) cabin(drawing, [width * random.between(0.25, 0.75), level + 10])
    if (index > 0)
      for (let x = 0; x < width; x += random.between(16, 44))
        fir(
          drawing,
          0.6 + index * 0.12,
          [x, heightAt(x) + 6],
          random.between(30, 70) * (0.5 + index * 0.55),
          darken(colour, 0.12),
        )
    ground(drawing, 0.5 + index * 0.15, heightAt, { stops: [colour, darken(colour, 0.3)] })
  })
}

function aurora(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  for (let curtain = 0; curtain < 3; curtain += 1) {
    const fold = waveNoise(random, 3)
    const colour =
      [palette.accent(2), palette.accent(3), palette.accent(0)][curtain] ?? palette.light
    const base = height * random.between(0.36, 0.56)
    for (let x = -20; x < width + 20; x += 13) {
      const foot = base + fold(x / 640) * height * 0.15
      const tall = height * (0.24 + 0.16 * fold(x / 170 + 4))
      const clear = `${colour}00`
      drawing.add(
        'glow',
        0.02,
        box(x, foot - tall, 13.4, tall),
        { stops: [clear, `${mixHex(colour, '#a8ffd8', 0.45)}88`, `${colour}14`] },
        { opacity: 0.55 + 0.3 * fold(x / 90) },
      )
    }
  }
}

function milkyWay(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  const slope = random.between(-0.5, 0.5)
  const drift = waveNoise(random, 3)
  const middle = (x: number) => height * 0.32 + (x - width / 2) * slope + drift(x / 500) * 50
  for (let index = 0; index < 90; index += 1) {
    const x = random.between(-40, width + 40)
    const y = middle(x) + (random.unit() + random.unit() - 1) * 120
    const colour = mixHex(palette.sky[2], palette.accent(random.whole(0, 3)), 0.35)
    drawing.add(
      'glow',
      0.02,
      ellipse(x, y, random.between(30, 120), random.between(16, 54), slope, 28),
      lighten(colour, 0.16),
      { opacity: 0.05 },
    )
  }
  for (let index = 0; index < 420; index += 1) {
    const x = random.between(0, width)
    const y = middle(x) + (random.unit() + random.unit() + random.unit() - 1.5) * 110
    drawing.add(
      'glow',
      0.02,
      ellipse(x, y, random.between(0.6, 1.7), undefined, 0, 6),
      lighten(palette.light, 0.3),
      { opacity: random.between(0.3, 0.95) },
    )
  }
}

function cabin(drawing: Drawing, foot: Point): void {
  const { palette } = drawing
  const [x, y] = foot
  const wall = darken(palette.layer(0.85), 0.3)
  for (const reach of [40, 70, 105])
    drawing.add('glow', 0.6, ellipse(x, y - 14, reach, reach * 0.5), palette.accent(0), {
      opacity: 0.07,
    })
  drawing.add(
    'thing',
    0.62,
    [
      [x - 46, y + 30],
      [x - 46, y - 28],
      [x, y - 70],
      [x + 46, y - 28],
      [x + 46, y + 30],
    ],
    wall,
  )
  drawing.add(
    'thing',
    0.63,
    [
      [x - 60, y - 20],
      [x, y - 78],
      [x + 60, y - 20],
      [x + 52, y - 13],
      [x, y - 62],
      [x - 52, y - 13],
    ],
    lighten(wall, 0.25),
  )
  for (const dx of [-28, 8]) drawing.add('light', 0.64, box(x + dx, y - 22, 20, 22), palette.light)
}
