import { pictureTypes } from './picture-fit.ts'

/** The bounds of the upload door; it says the same, later. */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024
const MAX_UPLOAD_PIXELS = 40_000_000

type Read =
  | { kind: 'picture'; width: number; height: number }
  | { kind: 'unfit'; code: string; params: Record<string, unknown> }

type Decode = (file: Blob) => Promise<{ width: number; height: number; close?: () => void }>

/** Whether a file is a picture that can be uploaded at all, found out before a byte is sent. */
export async function readPicture(file: Blob, decode: Decode = createBitmap): Promise<Read> {
  if (!pictureTypes.includes(file.type))
    return { kind: 'unfit', code: 'PICTURE_UNREADABLE', params: {} }
  if (file.size > MAX_UPLOAD_BYTES) return tooLarge()
  try {
    const bitmap = await decode(file)
    const { width, height } = bitmap
    bitmap.close?.()
    return width * height > MAX_UPLOAD_PIXELS ? tooLarge() : { kind: 'picture', width, height }
  } catch {
    return { kind: 'unfit', code: 'PICTURE_UNREADABLE', params: {} }
  }
}

const createBitmap: Decode = (file) => createImageBitmap(file)

function tooLarge(): Read {
  const params = { maxBytes: MAX_UPLOAD_BYTES, maxPixels: MAX_UPLOAD_PIXELS }
  return { kind: 'unfit', code: 'PICTURE_TOO_LARGE', params }
}
