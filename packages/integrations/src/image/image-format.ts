export type ImageFormat = 'png' | 'jpeg' | 'webp'

/**
 * Names the format of an image by its first and last bytes, never by what a header claims.
 * The end counts too: a picture that was cut off upstream arrives with a correct content-length.
 * Sources: PNG (W3C, §5.2 signature, §11.2.5 IEND), JPEG (ITU-T T.81 B.1.1.3 SOI, EOI), WebP (RFC 9649 §2.4 RIFF size).
 * @returns the format, or null for anything else, cut off or empty
 */
export function imageFormat(bytes: Uint8Array): ImageFormat | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.length < 24) return null
  if (view.subarray(0, 8).equals(pngSignature))
    return view.subarray(-12).equals(pngEnd) ? 'png' : null
  if (view[0] === 0xff && view[1] === 0xd8 && view[2] === 0xff)
    return view.readUInt16BE(view.length - 2) === 0xffd9 ? 'jpeg' : null
  if (view.toString('latin1', 0, 4) === 'RIFF' && view.toString('latin1', 8, 12) === 'WEBP') {
    // One picture was asked for: an extended file with the animation flag holds several, or none.
    const moves = view.toString('latin1', 12, 16) === 'VP8X' && ((view[20] ?? 0) & 0x02) !== 0
    // RIFF pads chunks to an even length; the size excludes the first eight bytes.
    return !moves && view.readUInt32LE(4) + 8 <= view.length ? 'webp' : null
  }
  return null
}

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex')
const pngEnd = Buffer.from('0000000049454e44ae426082', 'hex')
