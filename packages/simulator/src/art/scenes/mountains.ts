import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { birds, clouds, ground, hazy, luminary, sky, stars } from './backdrop.ts'
import { fir } from './trees.ts'

/** Ranges behind ranges, snow on the highest, firs on the nearest. */
export function mountains(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  sky(drawing)
  if (palette.dark) stars(drawing, 140)
  luminary(drawing, {
    x: width * random.between(0.2, 0.8),
    y: height * random.between(0.16, 0.34),
    radius: random.between(45, 85),
  })
  clouds(drawing, random.whole(1, 4), [0.12, 0.42])
  const ranges = random.whole(3, 4)
  for (let index = 0; index < ranges; index += 1) {
    const nearness = (index / ranges) * 0.62
    range(drawing, nearness, height * (0.44 + index * 0.1), height * random.between(0.13, 0.2))
  }
  birds(drawing, random.whole(3, 6), [width * random.between(0.3, 0.7), height * 0.3])
  for (const [nearness, level] of [
    [0.68, 0.76],
    [0.83, 0.85],
    [1, 0.93],
  ] as const)
    hills(drawing, nearness, height * level)
}

function range(drawing: Drawing, nearness: number, base: number, rise: number): void {
  const { random, width, palette } = drawing
  const colour = palette.layer(nearness)
  const rough = waveNoise(random, 4)
  const peaks: Point[] = []
  const spacing = random.between(150, 250)
  for (let x = -spacing; x < width + spacing; x += spacing * random.between(0.6, 1.3))
    peaks.push([x, base - rise * random.between(0.35, 1.5)])
  const heightAt = (x: number) => {
    const highest = Math.min(
      ...peaks.map(([px, py]) => py + Math.abs(x - px) * 0.82 * (1 + 0.25 * rough(px / 300))),
    )
    return Math.min(base + rise * 0.3, highest) + rough(x / 110) * 13
  }
  ground(
    drawing,
    0.1 + nearness * 0.6,
    heightAt,
    { stops: [colour, mixHex(colour, palette.sky[2], 0.42)] },
    7,
  )
  for (const [px, py] of peaks) {
    if (py < base - rise * 0.5) shadedSide(drawing, nearness, [px, heightAt(px)], heightAt)
    if (py < base - rise * 0.72)
      snow(drawing, nearness, px, heightAt, rise * random.between(0.24, 0.4))
  }
}

function shadedSide(
  drawing: Drawing,
  nearness: number,
  peak: Point,
  heightAt: (x: number) => number,
): void {
  const { random, palette } = drawing
  const colour = darken(palette.layer(nearness), 0.16)
  const edge: Point[] = []
  for (let x = peak[0]; x < peak[0] + 88; x += 8) edge.push([x, heightAt(x) + 1])
  const spine: Point[] = [
    [peak[0] + 60, peak[1] + 150],
    [peak[0] + 22, peak[1] + 112],
    [peak[0] + 30, peak[1] + 74],
    [peak[0] + random.between(-8, 6), peak[1] + 40],
  ]
  drawing.add('land', 0.11 + nearness * 0.6, [...edge, ...spine], colour, { opacity: 0.5 })
}

function snow(
  drawing: Drawing,
  nearness: number,
  peak: number,
  heightAt: (x: number) => number,
  depth: number,
): void {
  const { random, palette } = drawing
  const top = heightAt(peak)
  const edge: Point[] = []
  for (let x = peak - depth * 1.5; x <= peak + depth * 1.5; x += 5)
    if (heightAt(x) < top + depth) edge.push([x, heightAt(x)])
  const last = edge[edge.length - 1]
  const first = edge[0]
  if (!first || !last) return
  const teeth = Array.from({ length: 9 }, (_, index): Point => {
    const t = (index + 1) / 10
    return [
      last[0] + (first[0] - last[0]) * t,
      top + depth * (index % 2 ? random.between(0.95, 1.25) : random.between(0.5, 0.75)),
    ]
  })
  const colour = mixHex(
    lighten(palette.sky[2], palette.dark ? 0.35 : 0.7),
    palette.layer(nearness),
    0.12,
  )
  drawing.add('land', 0.12 + nearness * 0.6, [...edge, ...teeth], colour, { opacity: 0.92 })
}

function hills(drawing: Drawing, nearness: number, level: number): void {
  const { random, width } = drawing
  const roll = waveNoise(random, 2)
  const heightAt = (x: number) => level + roll(x / 620) * 46
  const trees = Math.round(width / (nearness > 0.9 ? 34 : 17))
  for (let index = 0; index < trees; index += 1) {
    const x = random.between(-20, width + 20)
    if (roll(x / 300 + 5) < -0.12) continue
    fir(
      drawing,
      0.2 + nearness * 0.7,
      [x, heightAt(x) + 8],
      (28 + 72 * nearness ** 3) * random.between(0.6, 1.25),
      drawing.palette.layer(nearness),
    )
  }
  ground(drawing, 0.22 + nearness * 0.7, heightAt, hazy(drawing, nearness))
}
