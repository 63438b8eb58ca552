import { darken, lighten } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, ellipse, ribbon, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'

/** A fir of stacked tiers standing at `foot`. */
export function fir(
  drawing: Drawing,
  depth: number,
  foot: Point,
  height: number,
  colour: string,
): void {
  const half = height * 0.22
  const tiers = 4
  const left: Point[] = []
  const right: Point[] = []
  for (let tier = 0; tier < tiers; tier += 1) {
    const y = foot[1] - height * (1 - (tier + 1) / (tiers + 0.35))
    const spread = half * ((tier + 1) / tiers)
    left.push([foot[0] - spread, y], [foot[0] - spread * 0.5, y - height * 0.035])
    right.push([foot[0] + spread, y], [foot[0] + spread * 0.5, y - height * 0.035])
  }
  drawing.add(
    'thing',
    depth,
    box(foot[0] - height * 0.022, foot[1] - height * 0.14, height * 0.044, height * 0.16),
    darken(colour, 0.25),
  )
  drawing.add(
    'thing',
    depth,
    [[foot[0], foot[1] - height], ...right.slice(0, -1), ...left.slice(0, -1).toReversed()],
    colour,
  )
}

/** A leafy tree: a trunk and a crown of bumps with a lit side. */
export function roundTree(
  drawing: Drawing,
  depth: number,
  foot: Point,
  height: number,
  colour: string,
): void {
  const { random } = drawing
  const trunk: Point[] = [
    [foot[0], foot[1] + 4],
    [foot[0] + height * 0.02, foot[1] - height * 0.3],
    [foot[0], foot[1] - height * 0.62],
  ]
  drawing.add(
    'thing',
    depth,
    ribbon(trunk, (t) => height * (0.07 - 0.04 * t)),
    darken(drawing.palette.layer(1), 0.1),
  )
  const bumps = waveNoise(random, 2)
  const crown = (scale: number, dx: number, dy: number) =>
    Array.from({ length: 40 }, (_, index): Point => {
      const angle = (index / 40) * Math.PI * 2
      const radius = height * 0.3 * scale * (1 + 0.13 * bumps(index / 7))
      return [
        foot[0] + dx + Math.cos(angle) * radius * 0.92,
        foot[1] - height * 0.68 + dy + Math.sin(angle) * radius * 1.06,
      ]
    })
  drawing.add('thing', depth, crown(1, 0, 0), colour, { smooth: true })
  drawing.add(
    'thing',
    depth + 0.005,
    crown(0.62, -height * 0.07, -height * 0.08),
    lighten(colour, 0.14),
    { smooth: true },
  )
}

/** A cypress: a tall flame of green. */
export function cypress(
  drawing: Drawing,
  depth: number,
  foot: Point,
  height: number,
  colour: string,
): void {
  drawing.add(
    'thing',
    depth,
    box(foot[0] - height * 0.014, foot[1] - height * 0.1, height * 0.028, height * 0.12),
    darken(colour, 0.3),
  )
  const flame = (width: number, shift: number) =>
    ellipse(foot[0] + shift, foot[1] - height * 0.54, height * width, height * 0.46).map(
      ([x, y]): Point => {
        const t = (foot[1] - y) / height
        return [foot[0] + shift + (x - foot[0] - shift) * (1.25 - 0.55 * t), y]
      },
    )
  drawing.add('thing', depth, flame(0.1, 0), colour, { smooth: true })
  drawing.add('thing', depth + 0.003, flame(0.05, -height * 0.035), lighten(colour, 0.1), {
    smooth: true,
    opacity: 0.7,
  })
}
