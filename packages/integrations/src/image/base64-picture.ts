import type { ImageFormat } from './image-format.ts'
import { imageFormat } from './image-format.ts'

/** Largest picture accepted, decoded. */
export const maxPictureBytes = 25 * 1024 * 1024
/** What a JSON answer with one such picture measures: four characters for three bytes, and room for the rest. */
export const maxBase64AnswerBytes = Math.ceil(maxPictureBytes / 3) * 4 + 64 * 1024

/**
 * Decodes a picture that came as base64 in a JSON answer: the plain alphabet with its padding and nothing else, at most
 * 25 MB, and whole to its last byte.
 * @returns null for anything else
 */
export function base64Picture(text: string): { bytes: Uint8Array; format: ImageFormat } | null {
  if (text.length % 4 !== 0 || text.length > Math.ceil(maxPictureBytes / 3) * 4) return null
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  const format = imageFormat(bytes)
  return format === null || bytes.byteLength > maxPictureBytes ? null : { bytes, format }
}
