import sharp from 'sharp'
import type { PreparedImage } from './prepared-image.ts'

/** 40 MP: far above what the catalogue's models make, far below what would fill the memory. */
const maxPixels = 40_000_000
const thumbSide = 640
const placeholderSide = 16

const mimeTypes = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' } as const

// Everything an upstream sends is hostile: only these three decoders may ever run.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'] })
sharp.concurrency(1)
sharp.cache(false)

/**
 * Decodes a picture once and makes its thumbnail and placeholder. Runs in a thread of its own: a
 * picture costs the CPU of a hundred submits. Null for bytes that are no accepted picture.
 */
export default async function prepareImage(bytes: Uint8Array): Promise<PreparedImage | null> {
  try {
    const source = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' }).timeout({
      seconds: 20,
    })
    const { format, width, height, pages } = await source.metadata()
    if (!isAccepted(format) || width === undefined || height === undefined || (pages ?? 1) > 1)
      return null
    const small = await source
      .resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer()
    const tiny = await sharp(small)
      .resize(placeholderSide, placeholderSide, { fit: 'inside' })
      .webp({ quality: 40 })
      .toBuffer()
    return {
      mimeType: mimeTypes[format],
      width,
      height,
      thumb: new Uint8Array(small),
      placeholder: `data:image/webp;base64,${tiny.toString('base64')}`,
    }
  } catch {
    return null
  }
}

function isAccepted(format: string | undefined): format is keyof typeof mimeTypes {
  return format !== undefined && Object.hasOwn(mimeTypes, format)
}
