import { lighten } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { curve, ellipse, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'

/** Whom the portrait shows; `size` is half of the face's height. */
export type Sitter = {
  x: number
  y: number
  size: number
  skin: string
  hair: string
  cloth: string
}

/** What falls behind face and shoulders: long, to the chin, or a bun. */
export function hairBehind(drawing: Drawing, { x, y, size, hair }: Sitter, style: number): void {
  if (style === 2) {
    drawing.add('thing', 0.3, ellipse(x, y - size * 1.32, size * 0.5, size * 0.42), hair)
    drawing.add('thing', 0.3, ellipse(x, y - size * 0.2, size * 0.98, size * 1.08), hair)
    return
  }
  const length = style === 0 ? 1.9 : 1.05
  const wave = waveNoise(drawing.random, 2)
  const side = (sign: number) =>
    Array.from({ length: 18 }, (_, index): Point => {
      const t = index / 17
      const round = Math.min(1, t * 3.2)
      const half =
        0.98 * Math.sqrt(round * (2 - round)) +
        0.07 * wave(t * 1.3 + sign) * round -
        0.3 * Math.max(0, t - 0.6)
      return [x + sign * size * half, y - size * 1.16 + t * size * (1.14 + length)]
    })
  drawing.add(
    'thing',
    0.3,
    [...side(1), ...side(-1).toReversed()],
    { stops: [lighten(hair, 0.08), hair] },
    { smooth: true },
  )
}

/** The hair over the brow, parted. */
export function fringe(drawing: Drawing, { x, y, size, hair }: Sitter, style: number): void {
  const { random } = drawing
  const part = style === 1 ? 0.1 : random.pick([-0.3, 0.3])
  const cap = Array.from({ length: 30 }, (_, index): Point => {
    const angle = Math.PI + (index / 29) * Math.PI
    return [x + Math.cos(angle) * size * 0.84, y - size * 0.16 + Math.sin(angle) * size * 0.98]
  })
  const right = curve(
    [x + size * 0.84, y + size * 0.12],
    [x + size * 0.7, y - size * 0.45],
    [x + part * size, y - size * 0.72],
  )
  const left = curve(
    [x + part * size, y - size * 0.72],
    [x - size * 0.66, y - size * 0.5],
    [x - size * 0.84, y + size * 0.12],
  )
  drawing.add('thing', 0.68, [...cap, ...right, ...left], hair)
  for (const bend of [0.15, 0.4, 0.65]) {
    const strand = curve(
      [x + part * size, y - size * 1.06],
      [x + (part + bend) * size, y - size * 0.98],
      [x + size * (0.3 + bend * 0.7), y - size * (0.62 - bend * 0.3)],
    )
    drawing.line(0.69, strand, lighten(hair, 0.22), size * 0.02, 0.55)
  }
}
