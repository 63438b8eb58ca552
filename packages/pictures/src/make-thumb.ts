import sharp, { type Sharp } from 'sharp'
import { placeholderSide, thumbSide } from './limits.ts'

export type Thumb = { thumb: Uint8Array; placeholder: string }

/**
 * Thumbnail and placeholder out of one decode, which also proves that the whole picture can be read: both are made from
 * the small pixels. WebP at effort 0: AVIF is a third smaller and costs twice the CPU (bench/README.md).
 */
export async function makeThumb(source: Sharp): Promise<Thumb> {
  const small = await source
    .resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = small.info
  const pixels = () => sharp(small.data, { raw: { width, height, channels } })
  const thumb = await pixels().webp({ quality: 80, effort: 0 }).toBuffer()
  const tiny = await pixels()
    .resize(placeholderSide, placeholderSide, { fit: 'inside' })
    .webp({ quality: 40 })
    .toBuffer()
  return {
    thumb: new Uint8Array(thumb),
    placeholder: `data:image/webp;base64,${tiny.toString('base64')}`,
  }
}
