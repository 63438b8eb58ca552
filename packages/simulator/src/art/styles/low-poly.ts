import { hexOfRgb, mixHex } from '../colour.ts'
import type { Point } from '../geometry.ts'
import { greyOf, rasterise, sample } from '../raster.ts'
import type { Raster } from '../raster.ts'
import { toSvg } from '../svg.ts'
import { pixelSvg } from './post.ts'
import type { Style } from './style.ts'

/** `low-poly`: triangles whose corners sit on the strongest edges near them. */
export const lowPoly: Style = async (drawing, size) => {
  const scale = Math.sqrt(200_000 / (size.width * size.height))
  const small = await rasterise(
    toSvg(drawing, {
      width: Math.round(size.width * scale),
      height: Math.round(size.height * scale),
    }),
  )
  const mesh = await edgeMesh(small, 12)
  const { random } = drawing
  const body = mesh
    .map(([a, b, c]) => {
      const colour = hexOfRgb(sample(small, (a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3))
      const tilt = ((b[0] - a[0]) * 0.6 - (c[1] - a[1])) * 2.2 + random.between(-0.05, 0.05)
      const shaded = mixHex(
        colour,
        tilt > 0 ? '#ffffff' : '#0c1022',
        Math.min(0.16, Math.abs(tilt)),
      )
      const path = [a, b, c]
        .map(([x, y]) => `${(x * size.width).toFixed(1)} ${(y * size.height).toFixed(1)}`)
        .join('L')
      return `<path d="M${path}Z" fill="${shaded}" stroke="${shaded}" stroke-width="1"/>`
    })
    .join('')
  return rasterise(pixelSvg(size, body))
}

/** A jittered grid over the picture in 0–1 coordinates, each corner moved to its cell's steepest pixel. */
async function edgeMesh(small: Raster, cell: number): Promise<(readonly [Point, Point, Point])[]> {
  const grey = await greyOf(small, 0.8)
  const columns = Math.round(small.width / cell)
  const rows = Math.round(small.height / cell)
  const steep = (x: number, y: number) => {
    const at = y * small.width + x
    return (
      Math.abs((grey[at + 1] ?? 0) - (grey[at - 1] ?? 0)) +
      Math.abs((grey[at + small.width] ?? 0) - (grey[at - small.width] ?? 0))
    )
  }
  const corner = (column: number, row: number): Point => {
    let best: Point = [(column + (row % 2 ? 0.25 : -0.25)) * cell, row * cell]
    let most = 14
    for (let y = Math.round((row - 0.38) * cell); y < (row + 0.38) * cell; y += 1) {
      for (let x = Math.round((column - 0.38) * cell); x < (column + 0.38) * cell; x += 1) {
        if (x < 1 || y < 1 || x >= small.width - 1 || y >= small.height - 1) continue
        const here = steep(x, y)
        if (here > most) [most, best] = [here, [x, y]]
      }
    }
    const u = column <= 0 ? -0.02 : column >= columns ? 1.02 : best[0] / small.width
    const v = row <= 0 ? -0.02 : row >= rows ? 1.02 : best[1] / small.height
    return [u, v]
  }
  const grid = Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (__, column) => corner(column, row)),
  )
  const triangles: (readonly [Point, Point, Point])[] = []
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [a, b] = [grid[row]?.[column], grid[row]?.[column + 1]]
      const [c, d] = [grid[row + 1]?.[column], grid[row + 1]?.[column + 1]]
      if (!a || !b || !c || !d) continue
      if ((row + column) % 2) triangles.push([a, b, c], [b, d, c])
      else triangles.push([a, b, d], [a, d, c])
    }
  }
  return triangles
}
