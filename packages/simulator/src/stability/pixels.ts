import sharp from 'sharp'
import type { OutputFormat, PictureRequest } from '../art/draw-picture.ts'
import type { DrawPicture } from '../picture-studio.ts'

export type Size = { width: number; height: number }
/** Red, green, blue and alpha, row by row. */
export type Pixels = Size & { data: Buffer }
export type Words = Pick<
  PictureRequest,
  'prompt' | 'negativePrompt' | 'model' | 'stylePreset' | 'seed'
>

/** Drawing more than this takes seconds; larger ones are drawn at this size and stretched. */
const DRAWN_PIXELS = 1_048_576
const MAX_PIXELS = 40_000_000

export async function pixelsOf(bytes: Uint8Array, size?: Size): Promise<Pixels> {
  const image = sharp(bytes, { limitInputPixels: MAX_PIXELS })
  const sized = size === undefined ? image : image.resize({ ...size, fit: 'fill' })
  const { data, info } = await sized
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

export async function encode({ data, width, height }: Pixels, format: OutputFormat) {
  const image = sharp(data, { raw: { width, height, channels: 4 } })
  if (format === 'jpeg') return image.flatten().jpeg({ quality: 88 }).toBuffer()
  if (format === 'webp') return image.webp({ quality: 86, effort: 2 }).toBuffer()
  return image.png({ compressionLevel: 6 }).toBuffer()
}

/** The same shape with about so many pixels, sides multiples of 8. */
export function scaledTo({ width, height }: Size, pixels: number): Size {
  const factor = Math.sqrt(pixels / (width * height))
  const side = (length: number) => Math.max(8, Math.round((length * factor) / 8) * 8)
  return { width: side(width), height: side(height) }
}

/** What the words say, as large as asked. */
export async function drawn(draw: DrawPicture, words: Words, size: Size): Promise<Pixels> {
  const small = scaledTo(size, Math.min(DRAWN_PIXELS, size.width * size.height))
  return pixelsOf(await draw({ ...words, size: small, format: 'png' }), size)
}

/** `share(index)` of the upper picture, from 0 to 1, over the lower one, pixel by pixel. */
export function mixed(lower: Pixels, upper: Pixels, share: (index: number) => number): Pixels {
  const data = Buffer.from(lower.data)
  for (let index = 0; index < lower.width * lower.height; index += 1) {
    const part = share(index)
    if (part === 0) continue
    for (let at = index * 4; at < index * 4 + 4; at += 1)
      data[at] = Math.round((lower.data[at] ?? 0) * (1 - part) + (upper.data[at] ?? 0) * part)
  }
  return { ...lower, data }
}
