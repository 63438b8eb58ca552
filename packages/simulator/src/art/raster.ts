import sharp from 'sharp'
import type { Sharp } from 'sharp'

/** Pixels as packed RGB, row by row. */
export type Raster = { data: Uint8Array; width: number; height: number }

/** Renders an SVG to RGB pixels at its own size. */
export async function rasterise(svg: string): Promise<Raster> {
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

export function openRaster({ data, width, height }: Raster, channels: 1 | 3 = 3): Sharp {
  return sharp(data, { raw: { width, height, channels } })
}

/** One brightness value per pixel, optionally blurred (sigma in pixels). */
export async function greyOf(raster: Raster, sigma = 0): Promise<Uint8Array> {
  const grey = openRaster(raster).greyscale().toColourspace('b-w')
  return (sigma > 0.3 ? grey.blur(sigma) : grey).raw().toBuffer()
}

export async function resized(
  raster: Raster,
  width: number,
  height: number,
  kernel: 'nearest' | 'cubic' = 'cubic',
): Promise<Raster> {
  const data = await openRaster(raster)
    .resize(width, height, { fit: 'fill', kernel })
    .raw()
    .toBuffer()
  return { data, width, height }
}

export async function blurred(raster: Raster, sigma: number): Promise<Raster> {
  return { ...raster, data: await openRaster(raster).blur(Math.max(0.3, sigma)).raw().toBuffer() }
}

/** The colour under a point given in 0–1 coordinates. */
export function sample(
  { data, width, height }: Raster,
  u: number,
  v: number,
): readonly [number, number, number] {
  const x = Math.min(width - 1, Math.max(0, Math.floor(u * width)))
  const y = Math.min(height - 1, Math.max(0, Math.floor(v * height)))
  const at = (y * width + x) * 3
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
}
