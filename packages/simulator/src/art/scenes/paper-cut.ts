import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, curve, ellipse, leaf, ribbon, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'

/** Abstract: cut-out sheets, or arcs and circles on a grid. */
export function paperCut(drawing: Drawing): void {
  const { random } = drawing
  random.pick([cutOuts, arcs, strata])(drawing)
}

function blob(drawing: Drawing, centre: Point, size: number, wobble: number): Point[] {
  const noise = waveNoise(drawing.random, 2)
  const squash = drawing.random.between(0.65, 1.2)
  return Array.from({ length: 48 }, (_, index) => {
    const angle = (index / 48) * Math.PI * 2
    const radius =
      size *
      (1 + wobble * noise(Math.cos(angle) * 0.45) + wobble * noise(Math.sin(angle) * 0.45 + 3))
    return [centre[0] + Math.cos(angle) * radius, centre[1] + Math.sin(angle) * radius * squash]
  })
}

function cutOuts(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  drawing.add(
    'sky',
    0,
    box(-40, -40, width + 80, height + 80),
    palette.dark ? palette.sky[0] : palette.paper,
  )
  const inks = [
    palette.accent(0),
    palette.accent(1),
    palette.accent(2),
    palette.accent(3),
    palette.layer(0.4),
    palette.layer(0.9),
  ]
  for (let index = 0; index < 7; index += 1) {
    const colour = inks[index % inks.length] ?? palette.light
    const centre: Point = [
      width * ((index * 0.381 + random.between(0.05, 0.2)) % 1),
      height * ((index * 0.618 + random.between(0, 0.2)) % 1),
    ]
    drawing.add(
      'land',
      0.1 + index * 0.1,
      blob(drawing, centre, random.between(120, 260), 0.35),
      colour,
      { smooth: true },
    )
  }
  for (let index = 0; index < 7; index += 1) {
    const root: Point = [random.between(0.05, 0.95) * width, random.between(0.25, 1) * height]
    const lean = random.between(-1.1, 1.1)
    const size = random.between(140, 270)
    const colour = inks[(index * 5 + 1) % inks.length] ?? palette.ink
    const spine = curve(
      root,
      [root[0], root[1] - size * 0.6],
      [root[0] + Math.sin(lean) * size, root[1] - Math.cos(lean) * size],
      9,
    )
    drawing.add(
      'thing',
      0.85,
      ribbon(spine, (t) => 15 - 9 * t),
      colour,
    )
    spine.forEach((point, step) => {
      if (step > 0)
        for (const side of [-1, 1])
          drawing.add(
            'thing',
            0.86,
            leaf(point, -Math.PI / 2 + lean + side * 0.85, size * 0.34, size * 0.16, 0.6),
            colour,
          )
    })
  }
}

function arcs(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  drawing.add(
    'sky',
    0,
    box(-40, -40, width + 80, height + 80),
    mixHex(palette.paper, palette.sky[2], 0.3),
  )
  const columns = Math.max(3, Math.round((width / 1000) * 4))
  const cell = width / columns
  const rows = Math.ceil(height / cell)
  const inks = [
    palette.accent(0),
    palette.accent(1),
    palette.accent(2),
    palette.accent(3),
    palette.layer(0.3),
    palette.layer(0.75),
    palette.layer(1),
  ]
  const ink = () => inks[random.whole(0, inks.length - 1)] ?? palette.ink
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = column * cell
      const y = row * cell
      drawing.add(
        'land',
        0.1,
        box(x, y, cell + 0.5, cell + 0.5),
        random.chance(0.35) ? lighten(ink(), 0.55) : ink(),
      )
      const corner: Point = [
        x + (random.chance(0.5) ? cell : 0),
        y + (random.chance(0.5) ? cell : 0),
      ]
      if (random.chance(0.7)) quarter(drawing, corner, [x, y], cell, ink)
      else target(drawing, [x + cell / 2, y + cell / 2], cell, ink)
    }
  }
}

function quarter(
  drawing: Drawing,
  corner: Point,
  origin: Point,
  cell: number,
  ink: () => string,
): void {
  for (const [step, scale] of [1, 0.72, 0.44, 0.2].entries()) {
    const sx = corner[0] === origin[0] ? 1 : -1
    const sy = corner[1] === origin[1] ? 1 : -1
    const rim = Array.from({ length: 25 }, (_, index): Point => {
      const angle = (index / 24) * (Math.PI / 2)
      return [
        corner[0] + sx * Math.cos(angle) * cell * scale,
        corner[1] + sy * Math.sin(angle) * cell * scale,
      ]
    })
    drawing.add('thing', 0.3 + step * 0.15, [corner, ...rim], ink())
  }
}

function target(drawing: Drawing, centre: Point, cell: number, ink: () => string): void {
  for (const [step, scale] of [0.46, 0.31, 0.15].entries())
    drawing.add('thing', 0.3 + step * 0.15, ellipse(centre[0], centre[1], cell * scale), ink())
}

function strata(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  const layers = 11
  drawing.add('sky', 0, box(-40, -40, width + 80, height + 80), { stops: palette.sky })
  drawing.add(
    'light',
    0.04,
    ellipse(width * random.between(0.3, 0.7), height * 0.26, 130, undefined, 0, 80),
    palette.light,
  )
  const tilt = random.between(-0.22, 0.22)
  for (let index = 0; index < layers; index += 1) {
    const t = index / (layers - 1)
    const noise = waveNoise(random, 2)
    const level = height * (0.2 + 0.78 * t)
    const colour = index % 4 === 2 ? palette.accent(index) : palette.layer(t)
    const top: Point[] = []
    for (let x = -48; x <= width + 48; x += 12)
      top.push([x, level + (x - width / 2) * tilt * (1 - t) + noise(x / 560) * 92])
    drawing.add('land', 0.08 + t * 0.9, [[-48, height + 60], ...top, [width + 48, height + 60]], {
      stops: [colour, darken(colour, 0.14)],
    })
  }
}
