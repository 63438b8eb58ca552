import { rgbOf } from '../colour.ts'
import type { Random } from '../random.ts'
import { blurred, openRaster, resized } from '../raster.ts'
import type { Raster } from '../raster.ts'

const clamp = (value: number) => (value < 0 ? 0 : value > 255 ? 255 : value)

/** Contrast about the middle, saturation about grey, tints for shadows and highlights, blacks lifted by `fade`. */
export type Grade = {
  contrast?: number
  saturation?: number
  shadows?: string
  highlights?: string
  tint?: number
  fade?: number
}

export function grade(raster: Raster, look: Grade): Raster {
  const { contrast = 1, saturation = 1, tint = 0, fade = 0 } = look
  const low = rgbOf(look.shadows ?? '#000000')
  const high = rgbOf(look.highlights ?? '#ffffff')
  const data = new Uint8Array(raster.data.length)
  for (let at = 0; at < data.length; at += 3) {
    const red = raster.data[at] ?? 0
    const green = raster.data[at + 1] ?? 0
    const blue = raster.data[at + 2] ?? 0
    const grey = 0.3 * red + 0.59 * green + 0.11 * blue
    const t = grey / 255
    for (let channel = 0; channel < 3; channel += 1) {
      const own = grey + ((raster.data[at + channel] ?? 0) - grey) * saturation
      const toned = own + ((low[channel] ?? 0) * (1 - t) + (high[channel] ?? 0) * t - own) * tint
      data[at + channel] = clamp((toned - 128) * contrast + 128 + fade * (1 - t) * 90)
    }
  }
  return { ...raster, data }
}

/** Darkens towards the corners. */
export function vignette(raster: Raster, strength: number): Raster {
  const { width, height } = raster
  const data = new Uint8Array(raster.data.length)
  for (let y = 0, at = 0; y < height; y += 1) {
    const v = (y / height - 0.5) * 2
    for (let x = 0; x < width; x += 1, at += 3) {
      const u = (x / width - 0.5) * 2
      const far = Math.max(0, (u * u + v * v) / 2 - 0.12)
      const factor = 1 - strength * far
      data[at] = (raster.data[at] ?? 0) * factor
      data[at + 1] = (raster.data[at + 1] ?? 0) * factor
      data[at + 2] = (raster.data[at + 2] ?? 0) * factor
    }
  }
  return { ...raster, data }
}

/** Film grain from a repeated patch; `cell` is its size in pixels. */
export function grain(raster: Raster, random: Random, strength: number, cell: number): Raster {
  const side = 256
  const patch = Float32Array.from({ length: side * side }, () => random.unit() + random.unit() - 1)
  const data = new Uint8Array(raster.data.length)
  for (let y = 0, at = 0; y < raster.height; y += 1) {
    const row = (Math.floor(y / cell) % side) * side
    for (let x = 0; x < raster.width; x += 1, at += 3) {
      const noise = (patch[row + (Math.floor(x / cell) % side)] ?? 0) * strength
      data[at] = clamp((raster.data[at] ?? 0) + noise)
      data[at + 1] = clamp((raster.data[at + 1] ?? 0) + noise)
      data[at + 2] = clamp((raster.data[at + 2] ?? 0) + noise)
    }
  }
  return { ...raster, data }
}

/** Adds light: 255 − (255 − a)(255 − b)/255. */
export function screen(below: Raster, above: Raster, strength = 1): Raster {
  const data = new Uint8Array(below.data.length)
  for (let at = 0; at < data.length; at += 1) {
    const light = (above.data[at] ?? 0) * strength
    data[at] = clamp(255 - ((255 - (below.data[at] ?? 0)) * (255 - light)) / 255)
  }
  return { ...below, data }
}

/** The bright parts shine beyond their edges. */
export async function bloom(
  raster: Raster,
  look: { above: number; sigma: number; strength: number },
): Promise<Raster> {
  const small = await resized(raster, Math.ceil(raster.width / 4), Math.ceil(raster.height / 4))
  for (let at = 0; at < small.data.length; at += 3) {
    const grey =
      0.3 * (small.data[at] ?? 0) +
      0.59 * (small.data[at + 1] ?? 0) +
      0.11 * (small.data[at + 2] ?? 0)
    const keep = Math.min(1, Math.max(0, (grey - look.above) / (256 - look.above)))
    for (let channel = 0; channel < 3; channel += 1)
      small.data[at + channel] = (small.data[at + channel] ?? 0) * keep
  }
  const glow = await blurred(small, look.sigma / 4)
  return screen(raster, await resized(glow, raster.width, raster.height), look.strength)
}

/** Lays an SVG of the same pixel size over the picture. */
export async function overlay(
  raster: Raster,
  svg: string,
  blend: 'over' | 'screen' | 'multiply' | 'soft-light' = 'over',
): Promise<Raster> {
  const { data, info } = await openRaster(raster)
    .composite([{ input: Buffer.from(svg), blend }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Wraps SVG markup written in pixels. */
export function pixelSvg(
  { width, height }: { width: number; height: number },
  body: string,
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`
}
