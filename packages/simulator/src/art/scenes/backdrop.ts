import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing, Paint } from '../drawing.ts'
import { box, curve, ellipse, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'

/** A sky over the whole sheet. */
export function sky(drawing: Drawing): void {
  drawing.add('sky', 0, box(-40, -40, drawing.width + 80, drawing.height + 80), {
    stops: drawing.palette.sky,
  })
}

/** Sun or moon with rings of glow; a dark palette sometimes gets a crescent. */
export function luminary(drawing: Drawing, at: { x: number; y: number; radius: number }): void {
  const { palette, random } = drawing
  for (const [grow, opacity] of [
    [3.4, 0.07],
    [2.4, 0.1],
    [1.65, 0.16],
  ] as const) {
    drawing.add('glow', 0.01, ellipse(at.x, at.y, at.radius * grow), palette.light, { opacity })
  }
  const crescent = palette.dark && random.chance(0.5)
  drawing.add(
    'light',
    0.02,
    crescent ? crescentOf(at) : ellipse(at.x, at.y, at.radius, at.radius, 0, 72),
    palette.light,
  )
}

function crescentOf({ x, y, radius }: { x: number; y: number; radius: number }): Point[] {
  const outer = Array.from({ length: 41 }, (_, index): Point => {
    const angle = Math.PI * (0.36 + (index / 40) * 1.28)
    return [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius]
  })
  const tip: Point = outer[0] ?? [x, y]
  const end: Point = outer[40] ?? tip
  return [...outer, ...curve(end, [x - radius * 0.72, y], tip, 30)]
}

/** Stars, denser above. */
export function stars(drawing: Drawing, count: number, lowest = 0.7): void {
  const { random, width, height, palette } = drawing
  for (let index = 0; index < count; index += 1) {
    const radius = random.unit() ** 4 * 3 + 0.7
    const y = random.unit() ** 1.4 * height * lowest
    drawing.add(
      'glow',
      0.01,
      ellipse(random.between(0, width), y, radius, radius, 0, 8),
      lighten(palette.light, 0.4),
      { opacity: random.between(0.45, 1) },
    )
  }
}

/** Long flat clouds. */
export function clouds(drawing: Drawing, count: number, band: readonly [number, number]): void {
  const { random, width, height, palette } = drawing
  for (let index = 0; index < count; index += 1) {
    const y = height * random.between(band[0], band[1])
    const x = random.between(-0.1, 0.9) * width
    const length = random.between(0.16, 0.42) * width
    const thick = length * random.between(0.07, 0.12)
    const colour = palette.dark ? lighten(palette.sky[2], 0.12) : lighten(palette.sky[2], 0.45)
    const puffs = waveNoise(random, 2)
    const top = Array.from({ length: 33 }, (_, step): Point => {
      const t = step / 32
      return [
        x + t * length,
        y - Math.sin(Math.PI * t) ** 0.7 * thick * (0.75 + 0.55 * puffs(t * 2.2)),
      ]
    })
    drawing.add(
      'glow',
      0.03,
      [...top, [x + length * 0.8, y + thick * 0.18], [x + length * 0.2, y + thick * 0.14]],
      colour,
      { smooth: true, opacity: random.between(0.4, 0.75) },
    )
  }
}

/** Ground from edge to edge under a height curve. */
export function ground(
  drawing: Drawing,
  depth: number,
  heightAt: (x: number) => number,
  paint: Paint,
  step = 8,
): void {
  const points: Point[] = []
  for (let x = -48; x <= drawing.width + 48; x += step) points.push([x, heightAt(x)])
  drawing.add(
    'land',
    depth,
    [[-48, drawing.height + 60], ...points, [drawing.width + 48, drawing.height + 60]],
    paint,
  )
}

/** A land colour that is a little lighter where the haze lies. */
export function hazy(drawing: Drawing, nearness: number): Paint {
  const colour = drawing.palette.layer(nearness)
  return {
    stops: [
      darken(colour, 0.04),
      mixHex(colour, drawing.palette.sky[2], 0.3 * (1 - nearness) + 0.06),
    ],
  }
}

/** A few gulls as two strokes each. */
export function birds(drawing: Drawing, count: number, around: Point): void {
  const { random, palette } = drawing
  for (let index = 0; index < count; index += 1) {
    const x = around[0] + random.between(-110, 110)
    const y = around[1] + random.between(-50, 50)
    const size = random.between(9, 20)
    const colour = palette.dark ? lighten(palette.sky[2], 0.4) : palette.ink
    drawing.line(
      0.1,
      curve([x - size, y - size * 0.35], [x - size * 0.3, y - size * 0.5], [x, y], 6),
      colour,
      2.2,
      0.8,
    )
    drawing.line(
      0.1,
      curve([x, y], [x + size * 0.3, y - size * 0.5], [x + size, y - size * 0.3], 6),
      colour,
      2.2,
      0.8,
    )
  }
}
