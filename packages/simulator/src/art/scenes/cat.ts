import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, curve, ellipse, leaf, ribbon } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { birds, ground } from './backdrop.ts'

/** A cat on a window-sill, looking out over hills. */
export function cat(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  const wall = palette.dark
    ? darken(palette.layer(0.7), 0.15)
    : mixHex(palette.paper, palette.accent(random.whole(0, 3)), 0.22)
  const sill = height * 0.78
  const frame = { x: width * 0.5 - Math.min(width * 0.4, height * 0.44), y: height * 0.09 }
  const wide = (width * 0.5 - frame.x) * 2
  drawing.add('sky', 0.05, box(frame.x, frame.y, wide, sill - frame.y), { stops: palette.sky })
  drawing.add(
    'light',
    0.06,
    ellipse(
      frame.x + wide * random.between(0.2, 0.45),
      frame.y + (sill - frame.y) * random.between(0.22, 0.4),
      66,
    ),
    palette.light,
  )
  for (const [index, level] of [0.6, 0.72, 0.86].entries()) {
    const phase = random.between(0, 6)
    ground(
      drawing,
      0.08 + index * 0.04,
      (x) =>
        frame.y +
        (sill - frame.y) * level +
        Math.sin(x / 150 + phase) * 26 +
        Math.sin(x / 61 + phase) * 8,
      palette.layer(0.1 + index * 0.25),
    )
  }
  birds(drawing, 3, [frame.x + wide * 0.6, frame.y + 120])
  wallAround(drawing, { ...frame, wide, sill }, wall)
  plant(drawing, [frame.x + wide * 0.13, sill], height * 0.2)
  sitting(drawing, [frame.x + wide * random.between(0.55, 0.7), sill + 6], (sill - frame.y) * 0.66)
}

function wallAround(
  drawing: Drawing,
  frame: { x: number; y: number; wide: number; sill: number },
  wall: string,
): void {
  const { width, height, palette } = drawing
  const { x, y, wide, sill } = frame
  drawing.add(
    'land',
    0.4,
    [
      [-40, -40],
      [width + 40, -40],
      [width + 40, y],
      [x, y],
      [x, sill],
      [-40, sill],
    ],
    wall,
  )
  drawing.add(
    'land',
    0.4,
    [
      [x + wide, y],
      [width + 40, y],
      [width + 40, sill],
      [x + wide, sill],
    ],
    wall,
  )
  drawing.add('land', 0.4, box(-40, sill, width + 80, height), {
    stops: [darken(wall, 0.08), darken(wall, 0.2)],
  })
  const trim = lighten(palette.paper, 0.3)
  for (const bar of [
    box(x - 13, y - 13, wide + 26, 15),
    box(x - 13, y - 13, 15, sill - y + 13),
    box(x + wide - 2, y - 13, 15, sill - y + 13),
    box(x + wide * 0.42, y, 10, sill - y),
    box(x, y + (sill - y) * 0.42, wide, 10),
  ])
    drawing.add('thing', 0.5, bar, trim)
  drawing.add('thing', 0.6, box(x - 46, sill, wide + 92, 26), {
    stops: [trim, mixHex(trim, palette.ink, 0.2)],
  })
}

function sitting(drawing: Drawing, foot: Point, tall: number): void {
  const { random, palette } = drawing
  const coat = random.pick([
    palette.ink,
    mixHex(palette.accent(0), palette.accent(1), 0.4),
    mixHex(palette.layer(0.6), palette.ink, 0.4),
    darken(palette.accent(3), 0.25),
  ])
  const at = (x: number, y: number): Point => [foot[0] + x * tall, foot[1] - y * tall]
  drawing.add(
    'thing',
    0.8,
    ribbon(
      [
        ...curve(at(0.2, 0.05), at(0.46, -0.02), at(0.44, -0.14), 12),
        ...curve(at(0.44, -0.14), at(0.42, -0.32), at(0.3, -0.28), 10),
      ],
      (t) => tall * (0.085 - 0.03 * t),
    ),
    coat,
  )
  const body: Point[] = [
    ...curve(at(-0.12, 0.62), at(-0.26, 0.3), at(-0.22, 0), 14),
    ...curve(at(0.24, 0), at(0.4, 0.26), at(0.13, 0.62), 16),
  ]
  drawing.add('thing', 0.82, body, {
    stops: [lighten(coat, 0.12), coat, darken(coat, 0.2)],
    across: true,
  })
  drawing.add('thing', 0.84, ellipse(foot[0], foot[1] - tall * 0.72, tall * 0.19, tall * 0.165), {
    stops: [lighten(coat, 0.1), coat],
  })
  catFace(drawing, at, tall, coat)
}

function catFace(
  drawing: Drawing,
  at: (x: number, y: number) => Point,
  tall: number,
  coat: string,
): void {
  const { palette } = drawing
  for (const side of [-1, 1]) {
    drawing.add(
      'thing',
      0.83,
      [at(side * 0.17, 0.74), at(side * 0.165, 0.97), at(side * 0.035, 0.85)],
      coat,
    )
    drawing.add(
      'thing',
      0.845,
      [at(side * 0.145, 0.79), at(side * 0.146, 0.92), at(side * 0.07, 0.85)],
      mixHex(coat, palette.accent(0), 0.5),
    )
    drawing.add(
      'light',
      0.86,
      leaf(at(side * 0.075 - 0.045, 0.735), side * -0.16, tall * 0.09, tall * 0.06),
      palette.accent(1),
    )
    drawing.add(
      'thing',
      0.87,
      ellipse(...at(side * 0.075, 0.735), tall * 0.01, tall * 0.027, 0, 16),
      '#10131a',
    )
    for (const dy of [-0.02, 0.005])
      drawing.line(
        0.88,
        [at(side * 0.05, 0.67 + dy), at(side * 0.27, 0.67 + dy * 3)],
        lighten(coat, 0.7),
        tall * 0.005,
        0.8,
      )
    drawing.add(
      'thing',
      0.86,
      ellipse(...at(side * 0.075, 0.03), tall * 0.075, tall * 0.04),
      lighten(coat, 0.14),
    )
  }
  drawing.add(
    'thing',
    0.88,
    [at(-0.02, 0.69), at(0.02, 0.69), at(0, 0.668)],
    mixHex(palette.accent(0), '#ffb0a0', 0.4),
  )
  drawing.add(
    'thing',
    0.85,
    curve(at(-0.1, 0.55), at(0, 0.2), at(0.1, 0.55), 12),
    lighten(coat, 0.3),
    { opacity: 0.7 },
  )
}

function plant(drawing: Drawing, foot: Point, tall: number): void {
  const { random, palette } = drawing
  const pot = palette.accent(0)
  for (let index = 0; index < 11; index += 1) {
    const angle = -Math.PI / 2 + (index - 5) * 0.27 + random.between(-0.1, 0.1)
    drawing.add(
      'thing',
      0.7 + index * 0.003,
      leaf([foot[0], foot[1] - tall * 0.36], angle, tall * random.between(0.7, 1.1), tall * 0.17),
      mixHex(palette.layer(0.6), '#5f9a5e', 0.3 + (index % 3) * 0.12),
    )
  }
  drawing.add(
    'thing',
    0.75,
    [
      [foot[0] - tall * 0.22, foot[1] - tall * 0.4],
      [foot[0] + tall * 0.22, foot[1] - tall * 0.4],
      [foot[0] + tall * 0.16, foot[1]],
      [foot[0] - tall * 0.16, foot[1]],
    ],
    { stops: [lighten(pot, 0.15), darken(pot, 0.2)], across: true },
  )
  drawing.add(
    'thing',
    0.76,
    box(foot[0] - tall * 0.25, foot[1] - tall * 0.45, tall * 0.5, tall * 0.09),
    pot,
  )
}
