import { brightness, darken, hexOfRgb, lighten, mixHex, saturate } from '../colour.ts'
import { rasterise, resized, sample } from '../raster.ts'
import { toSvg } from '../svg.ts'
import { pixelSvg } from './post.ts'
import type { Style } from './style.ts'

/** `isometric`: the picture as a board of blocks seen from above, taller where it is darker. */
export const isometric: Style = async (drawing, size) => {
  const side = 44
  const picture = await resized(
    await rasterise(toSvg(drawing, { width: 352, height: 352 })),
    side,
    side,
  )
  const half = Math.min(size.width / (side * 1.86), size.height / (side * 1.3))
  const rise = half * 2.6
  const originX = size.width / 2
  const originY = size.height / 2 - side * half * 0.5 + rise * 0.5
  const at = (column: number, row: number, up: number) =>
    `${(originX + (column - row) * half).toFixed(1)} ${(originY + (column + row) * half * 0.5 - up).toFixed(1)}`
  const tones = Array.from({ length: side * side }, (_, index) =>
    brightness(
      hexOfRgb(
        sample(picture, ((index % side) + 0.5) / side, (Math.floor(index / side) + 0.5) / side),
      ),
    ),
  )
  const [darkest, lightest] = [Math.min(...tones), Math.max(...tones)]
  const blocks: string[] = []
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const colour = saturate(
        hexOfRgb(sample(picture, (column + 0.5) / side, (row + 0.5) / side)),
        1.15,
      )
      const up =
        rise *
        (0.35 +
          Math.round(
            ((lightest - (tones[row * side + column] ?? 0)) / (lightest - darkest + 0.01)) * 12,
          ) /
            4)
      const foot = column === side - 1 || row === side - 1 ? -rise * 0.9 : 0
      const [east, south, west] = [
        at(column + 1, row, up),
        at(column + 1, row + 1, up),
        at(column, row + 1, up),
      ]
      blocks.push(
        `<path d="M${west}L${south}L${at(column + 1, row + 1, foot)}L${at(column, row + 1, foot)}Z" fill="${darken(colour, 0.2)}"/>`,
        `<path d="M${south}L${east}L${at(column + 1, row, foot)}L${at(column + 1, row + 1, foot)}Z" fill="${darken(colour, 0.42)}"/>`,
        `<path d="M${at(column, row, up)}L${east}L${south}L${west}Z" fill="${lighten(colour, 0.12)}" stroke="${lighten(colour, 0.3)}" stroke-width=".6"/>`,
      )
    }
  }
  const { palette } = drawing
  const floor = palette.dark ? darken(palette.sky[0], 0.3) : mixHex(palette.sky[2], '#ffffff', 0.35)
  const shadow = `<path d="M${at(-1, side / 2, -rise * 1.6)}L${at(side / 2, side + 1, -rise * 1.6)}L${at(side + 1, side + 1, -rise * 2)}L${at(side + 1, side / 2, -rise * 1.6)}Z" fill="${palette.ink}" opacity=".18"/>`
  return rasterise(
    pixelSvg(
      size,
      `<path d="M0 0h${size.width}v${size.height}H0z" fill="${floor}"/>${shadow}${blocks.join('')}`,
    ),
  )
}
