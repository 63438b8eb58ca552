import sharp from 'sharp'
import type { Drawing } from './drawing.ts'
import { pathOf, toSvg } from './svg.ts'
import { greyOf, openRaster, rasterise } from './raster.ts'
import type { Raster } from './raster.ts'

type Size = { width: number; height: number }

/** How near every pixel is, 0–255, rendered at half size and scaled up: edges are softened later anyway. */
export async function depthMap(drawing: Drawing, size: Size): Promise<Uint8Array> {
  const half = { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) }
  const svg = toSvg(drawing, half, (shape) => {
    if (shape.role === 'glow' || shape.role === 'line' || shape.opacity < 0.6) return ''
    const grey = Math.round(shape.depth * 255)
      .toString(16)
      .padStart(2, '0')
    return `<path d="${pathOf(shape.points, { smooth: shape.smooth, closed: true })}" fill="#${grey}${grey}${grey}"/>`
  })
  const small = await rasterise(svg)
  const data = await openRaster(small)
    .resize(size.width, size.height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer()
  return greyOf({ data, width: size.width, height: size.height })
}

/** Blurs a one-channel map through a quarter-size copy, which keeps wide blurs cheap. */
export async function blurMap(map: Uint8Array, size: Size, sigma: number): Promise<Uint8Array> {
  const small = { width: Math.ceil(size.width / 4), height: Math.ceil(size.height / 4) }
  const raw = { raw: { width: size.width, height: size.height, channels: 1 as const } }
  const shrunk = await sharp(map, raw)
    .resize(small.width, small.height, { fit: 'fill', kernel: 'linear' })
    .blur(Math.max(0.5, sigma / 4))
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  return openRaster({ data: shrunk, ...small }, 1)
    .resize(size.width, size.height, { fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
}

/** Darkens what lies behind a nearer edge and lifts the edge itself, as stacked sheets of paper do (depth-buffer unsharp mask, Luft et al. 2006). */
export async function stackSheets(
  raster: Raster,
  depth: Uint8Array,
  look: { sigma: number; shade: number; lift: number },
): Promise<Raster> {
  const soft = await blurMap(depth, raster, look.sigma)
  const data = new Uint8Array(raster.data.length)
  for (let pixel = 0, at = 0; pixel < depth.length; pixel += 1, at += 3) {
    const behind = ((soft[pixel] ?? 0) - (depth[pixel] ?? 0)) / 255
    const factor = behind > 0 ? 1 - look.shade * behind : 1 - look.lift * behind
    for (let channel = 0; channel < 3; channel += 1) {
      const value = (raster.data[at + channel] ?? 0) * factor
      data[at + channel] = value > 255 ? 255 : value
    }
  }
  return { ...raster, data }
}
