import sharp from 'sharp'
import type { OutputFormat } from '../art/draw-picture.ts'
import type { DrawPicture } from '../picture-studio.ts'
import { drawn, encode, mixed, pixelsOf, scaledTo, type Size, type Words } from './pixels.ts'
import type { SentPicture } from './read-picture.ts'

type Redraw = Words & {
  picture: SentPicture
  strength: number
  format: OutputFormat
  pixels: number
}

/** Image-to-image: the picture shows through as much as the strength leaves of it. */
export async function redraw(
  draw: DrawPicture,
  { picture, strength, format, pixels, ...words }: Redraw,
) {
  const size = scaledTo(picture, pixels)
  const base = await pixelsOf(picture.bytes, size)
  return encode(
    mixed(base, await drawn(draw, words, size), () => strength),
    format,
  )
}

/** So many times each side, smoothly. */
export async function enlarge(picture: SentPicture, factor: number, format: OutputFormat) {
  const width = Math.round(picture.width * factor)
  const height = Math.round(picture.height * factor)
  return encode(await pixelsOf(picture.bytes, { width, height }), format)
}

/** Whatever is close to the colour of the four corners becomes transparent. */
export async function cutOut({ bytes }: SentPicture, format: OutputFormat) {
  const { data, width, height } = await pixelsOf(bytes)
  const corners = [0, width - 1, width * (height - 1), width * height - 1]
  const mean = [0, 1, 2].map(
    (channel) => corners.reduce((sum, corner) => sum + (data[corner * 4 + channel] ?? 0), 0) / 4,
  )
  for (let at = 0; at < data.length; at += 4) {
    const distance = mean.reduce(
      (sum, value, channel) => sum + Math.abs((data[at + channel] ?? 0) - value),
      0,
    )
    data[at + 3] = Math.min(data[at + 3] ?? 255, Math.min(255, Math.max(0, distance - 40) * 4))
  }
  return encode({ data, width, height }, format)
}

/**
 * Where to paint anew, per pixel: white of the mask, or where the picture itself is transparent; null when neither says so.
 * Grown by so many pixels.
 */
export async function areaOf(
  picture: SentPicture,
  mask: SentPicture | null,
  grow: number,
): Promise<Uint8Array | null> {
  const { width, height } = picture
  const source = await pixelsOf((mask ?? picture).bytes, { width, height })
  const area = new Uint8Array(width * height)
  for (let index = 0; index < area.length; index += 1) {
    const value = source.data[index * 4 + (mask === null ? 3 : 0)] ?? 0
    area[index] = mask === null ? 255 - value : value
  }
  if (mask === null && !area.some((value) => value > 0)) return null
  const grey = sharp(area, { raw: { width, height, channels: 1 } }).threshold(128)
  const grown = grow > 0 ? grey.dilate(grow) : grey
  return new Uint8Array(await grown.extractChannel(0).raw().toBuffer())
}

/** Draws the words where the area says so, and nowhere else. */
export async function repaint(
  draw: DrawPicture,
  words: Words,
  { picture, area, format }: { picture: SentPicture; area: Uint8Array; format: OutputFormat },
) {
  const base = await pixelsOf(picture.bytes)
  const upper = await drawn(draw, words, picture)
  return encode(
    mixed(base, upper, (index) => ((area[index] ?? 0) > 127 ? 1 : 0)),
    format,
  )
}

/** Fills the area with what is around it. */
export async function smear(picture: SentPicture, area: Uint8Array, format: OutputFormat) {
  const base = await pixelsOf(picture.bytes)
  const sigma = Math.max(4, Math.min(picture.width, picture.height) / 6)
  const blurred = await pixelsOf(await sharp(picture.bytes).blur(sigma).png().toBuffer())
  return encode(
    mixed(base, blurred, (index) => ((area[index] ?? 0) > 127 ? 1 : 0)),
    format,
  )
}

/** The picture on a larger canvas, and around it what the words say. */
export async function extend(
  draw: DrawPicture,
  words: Words,
  {
    picture,
    sides,
    format,
  }: {
    picture: SentPicture
    sides: Record<'left' | 'right' | 'up' | 'down', number>
    format: OutputFormat
  },
) {
  const width = picture.width + sides.left + sides.right
  const height = picture.height + sides.up + sides.down
  const canvas = await drawn(draw, words, { width, height })
  const base = await pixelsOf(picture.bytes)
  for (let row = 0; row < picture.height; row += 1)
    base.data.copy(
      canvas.data,
      ((row + sides.up) * width + sides.left) * 4,
      row * picture.width * 4,
      (row + 1) * picture.width * 4,
    )
  return encode(canvas, format)
}

/** An ellipse in the middle: where the simulated eye finds whatever was searched for. */
export function middle({ width, height }: Size): Uint8Array {
  const area = new Uint8Array(width * height)
  for (let index = 0; index < area.length; index += 1) {
    const x = ((index % width) + 0.5) / width - 0.5
    const y = (Math.floor(index / width) + 0.5) / height - 0.5
    if (x * x + y * y < 0.06) area[index] = 255
  }
  return area
}

/** Turns the hue of the area. */
export async function tint(
  picture: SentPicture,
  { area, hue, format }: { area: Uint8Array; hue: number; format: OutputFormat },
) {
  const base = await pixelsOf(picture.bytes)
  const turned = await pixelsOf(await sharp(picture.bytes).modulate({ hue }).png().toBuffer())
  return encode(
    mixed(base, turned, (index) => ((area[index] ?? 0) > 127 ? 1 : 0)),
    format,
  )
}

/** What the vendor does to an output that its filter caught. */
export async function blur(bytes: Uint8Array, format: OutputFormat) {
  return encode(await pixelsOf(await sharp(bytes).blur(24).png().toBuffer()), format)
}
