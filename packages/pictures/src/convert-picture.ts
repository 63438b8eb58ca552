import type { Sharp } from 'sharp'
import { aigcXmp } from './metadata/aigc-xmp.ts'
import { relabel } from './metadata/relabel.ts'
import { drawMark } from './mark/draw-mark.ts'
import { type OpenPicture, openPicture } from './open-picture.ts'
import type { Conversion, ConvertedPicture } from './picture.ts'

/**
 * A stored picture in another format, size or with its label to be seen. What changes no pixel is not written anew.
 * Null for bytes that are no picture of ours.
 */
export async function convertPicture(
  bytes: Uint8Array,
  producer: string,
  conversion: Conversion,
): Promise<ConvertedPicture | null> {
  const picture = await openPicture(bytes)
  if (picture === null) return null
  const { format, mark } = conversion
  const xmp = aigcXmp(producer, conversion.provenance)
  const { width, height } = sizeOf(picture, conversion.longest)
  const isSame = format === picture.format && !mark && width === picture.width
  try {
    const pixels = isSame ? bytes : await draw(picture, { ...conversion, width, height }, xmp)
    const labelled = format === 'avif' ? pixels : relabel(pixels, format, { width, height }, xmp)
    return labelled && { mimeType: `image/${format}`, width, height, bytes: labelled }
  } catch {
    return null
  }
}

/** libvips rounds half up, and keeps at least a pixel. */
function sizeOf({ width, height }: OpenPicture, longest: number | null) {
  const scale = longest === null ? 1 : Math.min(1, longest / Math.max(width, height))
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return { width: side(width), height: side(height) }
}

type Drawn = Conversion & { width: number; height: number }

async function draw(picture: OpenPicture, to: Drawn, xmp: string): Promise<Uint8Array> {
  const { width, height } = to
  const sized =
    width === picture.width
      ? picture.decode()
      : picture.decode().resize(width, height, { fit: 'fill' })
  const marked = to.mark ? sized.composite([await drawMark(width, height)]) : sized
  return encode(marked, to, xmp)
}

function encode(pixels: Sharp, { format }: Drawn, xmp: string): Promise<Buffer> {
  switch (format) {
    case 'png':
      return pixels.png({ compressionLevel: 6 }).toBuffer()
    case 'jpeg':
      return pixels.flatten({ background: '#ffffff' }).jpeg({ quality: 95 }).toBuffer()
    case 'webp':
      return pixels.webp({ quality: 90, effort: 2 }).toBuffer()
    case 'avif':
      return pixels.withXmp(xmp).avif({ quality: 60, effort: 2 }).toBuffer()
  }
}
