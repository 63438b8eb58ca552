import sharp, { type Sharp } from 'sharp'
import { maxPictureBytes, maxPixels, operationSeconds } from './limits.ts'
import type { PictureFormat } from './picture.ts'

export type OpenPicture = {
  format: PictureFormat
  width: number
  height: number
  /** How a camera held it: 1 is upright. */
  orientation: number
  hasAlpha: boolean
  /** A reader of the picture's pixels; each use decodes anew. */
  decode(): Sharp
}

/** Reads a picture's header; null for what is no single PNG, JPEG or WebP within the bounds. Decodes nothing yet. */
export async function openPicture(bytes: Uint8Array): Promise<OpenPicture | null> {
  if (bytes.byteLength === 0 || bytes.byteLength > maxPictureBytes) return null
  const decode = () =>
    sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' }).timeout({
      seconds: operationSeconds,
    })
  try {
    const { format, width, height, pages, orientation, hasAlpha } = await decode().metadata()
    if (format !== 'png' && format !== 'jpeg' && format !== 'webp') return null
    if (width === undefined || height === undefined || (pages ?? 1) > 1) return null
    if (width * height > maxPixels) return null
    return { format, width, height, orientation: orientation ?? 1, hasAlpha, decode }
  } catch {
    return null
  }
}
