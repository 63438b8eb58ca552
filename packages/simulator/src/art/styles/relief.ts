import { lighten, mixHex, saturate } from '../colour.ts'
import { blurMap, depthMap, stackSheets } from '../depth-map.ts'
import type { Drawing } from '../drawing.ts'
import { waveNoise } from '../geometry.ts'
import { rasterise } from '../raster.ts'
import type { Raster } from '../raster.ts'
import type { Size } from '../sizes.ts'
import { pathOf, plainDress, toSvg } from '../svg.ts'
import type { Dress } from '../svg.ts'
import { repaint, solid } from './style.ts'
import type { Style } from './style.ts'

type Light = { bulge: number; gloss: number; shade: number; rough: number }

/** `modeling-compound`: rounded lumps of clay with a thumb's unevenness. */
export const modelingCompound: Style = (drawing, size) => {
  const dress: Dress = (shape, sheet) => {
    if (shape.role === 'glow' && shape.opacity < 0.4) return ''
    const clay = {
      ...shape,
      paint: repaint(shape.paint, (hex) => saturate(mixHex(hex, '#f2c9a0', 0.16), 1.2)),
      opacity: Math.max(shape.opacity, 0.9),
    }
    if (shape.role === 'line') return plainDress({ ...clay, width: shape.width * 2.4 + 1.5 }, sheet)
    const colour = solid(clay.paint)
    return `<path d="${pathOf(shape.points, { smooth: shape.points.length > 10, closed: true })}" fill="${colour}" stroke="${colour}" stroke-width="${3 + 5 * shape.depth}" stroke-linejoin="round"/>`
  }
  return relief(drawing, size, dress, { bulge: 2.6, gloss: 0.16, shade: 1.1, rough: 0.5 })
}

/** `3d-model`: smooth glossy solids under a studio light. */
export const model3d: Style = (drawing, size) => {
  const dress: Dress = (shape, sheet) => {
    if (shape.role === 'line') return plainDress(shape, sheet)
    if (shape.role === 'sky')
      return plainDress(
        { ...shape, paint: repaint(shape.paint, (hex) => mixHex(hex, '#e9edf2', 0.5)) },
        sheet,
      )
    if (shape.role === 'glow' && shape.opacity < 0.4) return ''
    const colour = saturate(solid(shape.paint), 1.1)
    return plainDress(
      {
        ...shape,
        paint: {
          stops: [lighten(colour, 0.34), colour, mixHex(colour, '#10142a', 0.38)],
          across: shape.role === 'thing',
        },
      },
      sheet,
    )
  }
  return relief(drawing, size, dress, { bulge: 3.4, gloss: 0.3, shade: 1.5, rough: 0 })
}

async function relief(drawing: Drawing, size: Size, dress: Dress, light: Light): Promise<Raster> {
  const unit = Math.sqrt(size.width * size.height) / 1024
  const depth = await depthMap(drawing, size)
  const flat = await stackSheets(await rasterise(toSvg(drawing, size, dress)), depth, {
    sigma: 26 * unit,
    shade: light.shade,
    lift: 0.1,
  })
  const [fine, broad] = await Promise.all([
    blurMap(depth, size, 5 * unit),
    blurMap(depth, size, 18 * unit),
  ])
  const lump = waveNoise(drawing.random, 3)
  const { width, height } = size
  const data = new Uint8Array(flat.data.length)
  const reach = Math.max(2, Math.round(3 * unit))
  for (let y = 0, pixel = 0; y < height; y += 1) {
    const up = Math.max(0, y - reach) * width
    const down = Math.min(height - 1, y + reach) * width
    const wobble = light.rough * lump(y / (70 * unit))
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const left = pixel - Math.min(x, reach)
      const right = pixel + Math.min(width - 1 - x, reach)
      const slopeX =
        (fine[right] ?? 0) - (fine[left] ?? 0) + ((broad[right] ?? 0) - (broad[left] ?? 0)) * 2
      const slopeY =
        (fine[down + x] ?? 0) -
        (fine[up + x] ?? 0) +
        ((broad[down + x] ?? 0) - (broad[up + x] ?? 0)) * 2
      const facing =
        (slopeX * 0.55 + slopeY * 0.83) * light.bulge * 0.0042 +
        wobble * lump(x / (90 * unit)) * 0.12
      const lit = 1 + Math.max(-0.5, Math.min(0.34, facing))
      const shine = Math.max(0, facing - 0.12) ** 2 * light.gloss * 900
      for (let channel = 0; channel < 3; channel += 1)
        data[pixel * 3 + channel] = Math.min(
          255,
          (flat.data[pixel * 3 + channel] ?? 0) * lit + Math.min(70, shine),
        )
    }
  }
  return { ...flat, data }
}
