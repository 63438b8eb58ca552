import { darken, lighten, mixHex } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { box, ellipse, leaf, ribbon, waveNoise } from '../geometry.ts'
import type { Point } from '../geometry.ts'

/** Koi under lily pads, seen from above. */
export function pond(drawing: Drawing): void {
  const { random, width, height, palette } = drawing
  const water = mixHex(palette.layer(0.6), palette.accent(2), 0.15)
  drawing.add('sky', 0, box(-40, -40, width + 80, height + 80), {
    stops: [lighten(water, 0.14), water, darken(water, 0.25)],
  })
  for (let index = 0; index < 5; index += 1) {
    const centre: Point = [random.between(0, width), random.between(0, height)]
    for (const radius of [40, 74, 112, 156])
      drawing.line(
        0.05,
        ellipse(centre[0], centre[1], radius, radius * 0.94),
        lighten(water, 0.4),
        2,
        0.32,
      )
  }
  const koi = random.whole(5, 7)
  for (let index = 0; index < koi; index += 1) {
    const angle = (index / koi) * Math.PI * 2 + random.between(-0.3, 0.3)
    const centre: Point = [
      width / 2 + Math.cos(angle) * width * random.between(0.16, 0.34),
      height / 2 + Math.sin(angle) * height * random.between(0.16, 0.34),
    ]
    fish(
      drawing,
      centre,
      angle + Math.PI / 2 + random.between(-0.4, 0.4),
      random.between(190, 270),
      index,
    )
  }
  for (let index = 0; index < 11; index += 1)
    pad(
      drawing,
      [
        random.pick([random.between(0, 0.28), random.between(0.72, 1)]) * width,
        random.between(0, 1) * height,
      ],
      random.between(44, 104),
    )
}

function fish(
  drawing: Drawing,
  centre: Point,
  heading: number,
  length: number,
  index: number,
): void {
  const { random, palette } = drawing
  const bend = random.between(-0.9, 0.9)
  const spine = Array.from({ length: 22 }, (_, step): Point => {
    const t = step / 21 - 0.45
    const turn = heading + bend * t * t * Math.sign(t)
    return [centre[0] - Math.cos(turn) * t * length, centre[1] - Math.sin(turn) * t * length]
  })
  const body = (t: number) =>
    length * 0.235 * Math.sin(Math.PI * Math.min(1, 0.12 + t * 0.88)) ** 0.8 * (1 - t * 0.62)
  const base =
    index % 3 === 2 ? mixHex(palette.accent(1), palette.paper, 0.3) : lighten(palette.paper, 0.2)
  const patch = index % 3 === 1 ? palette.ink : mixHex('#e4572e', palette.accent(0), 0.3)
  const head = spine[5] ?? centre
  const tail = spine[20] ?? centre
  const away = Math.atan2(tail[1] - (spine[17] ?? centre)[1], tail[0] - (spine[17] ?? centre)[0])
  drawing.add(
    'thing',
    0.1,
    ribbon(spine, body).map(([x, y]): Point => [x + 18, y + 26]),
    darken(palette.layer(0.8), 0.45),
    { smooth: true, opacity: 0.3 },
  )
  for (const side of [-1, 1]) {
    drawing.add(
      'thing',
      0.3,
      leaf(head, heading + Math.PI + side * 1.05, length * 0.25, length * 0.12, 0.62),
      base,
      { opacity: 0.75 },
    )
    drawing.add(
      'thing',
      0.3,
      leaf(tail, away + side * 0.38, length * 0.32, length * 0.13, 0.6),
      base,
      { opacity: 0.8 },
    )
  }
  drawing.add('thing', 0.35, ribbon(spine, body), base, { smooth: true })
  patches(drawing, spine, body, patch)
  const nose = spine[2] ?? centre
  for (const side of [-1, 1])
    drawing.add(
      'thing',
      0.38,
      ellipse(
        nose[0] - Math.sin(heading) * side * length * 0.06,
        nose[1] + Math.cos(heading) * side * length * 0.06,
        length * 0.014,
        undefined,
        0,
        12,
      ),
      '#14161c',
    )
}

/** Three patches of colour along the back. */
function patches(
  drawing: Drawing,
  spine: readonly Point[],
  body: (t: number) => number,
  colour: string,
): void {
  for (const [from, to] of [
    [2, 6],
    [9, 13],
    [16, 19],
  ] as const) {
    const shift = drawing.random.between(-0.2, 0.2)
    const part = spine.slice(from, to + 1)
    drawing.add(
      'thing',
      0.36,
      ribbon(
        part,
        (t) =>
          body((from + t * (to - from)) / 21) *
          (0.82 - Math.abs(shift)) *
          Math.sin(Math.PI * (0.15 + 0.7 * t)),
      ),
      colour,
      { smooth: true, opacity: 0.94 },
    )
  }
}

function pad(drawing: Drawing, centre: Point, size: number): void {
  const { random, palette } = drawing
  const green = mixHex(palette.layer(random.between(0.4, 0.9)), '#4f9a5c', 0.45)
  const notch = random.between(0, Math.PI * 2)
  const wobble = waveNoise(random, 2)
  const rim = Array.from({ length: 46 }, (_, index): Point => {
    const angle = notch + 0.22 + (index / 45) * (Math.PI * 2 - 0.44)
    const radius = size * (1 + 0.03 * wobble(index / 9))
    return [centre[0] + Math.cos(angle) * radius, centre[1] + Math.sin(angle) * radius * 0.94]
  })
  drawing.add(
    'thing',
    0.5,
    [...rim, centre].map(([x, y]): Point => [x + 9, y + 13]),
    darken(palette.layer(1), 0.3),
    { opacity: 0.28 },
  )
  drawing.add('thing', 0.7, [...rim, centre], { stops: [lighten(green, 0.12), darken(green, 0.1)] })
  for (let index = 4; index < 44; index += 5) {
    const end = rim[index]
    if (end)
      drawing.line(
        0.71,
        [
          centre,
          [centre[0] + (end[0] - centre[0]) * 0.86, centre[1] + (end[1] - centre[1]) * 0.86],
        ],
        lighten(green, 0.26),
        1.6,
        0.7,
      )
  }
  if (random.chance(0.35))
    for (let index = 0; index < 16; index += 1)
      drawing.add(
        'thing',
        0.8 + index * 0.005,
        leaf(centre, index * 2.4, size * (0.62 - index * 0.022), size * 0.22),
        lighten(palette.accent(0), 0.25 + index * 0.03),
      )
}
