import { crc32 } from 'node:zlib'

/** What says how pixels look; all else that a file may carry (text, EXIF, animation, private chunks) is left behind. */
const kept: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'cICP',
  'sBIT',
  'pHYs',
  'IDAT',
  'IEND',
])

/**
 * A PNG with the same pixels and no metadata but this XMP packet (W3C PNG §11.3.3.4 iTXt, keyword of XMP part 3
 * §1.1.5). Null when the chunks do not fit together; what follows IEND is dropped.
 */
export function relabelPng(file: Uint8Array, xmp: string): Uint8Array | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const parts: Uint8Array[] = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 12 + length
    if (end > bytes.length) return null
    if (kept.has(type)) parts.push(bytes.subarray(at, end))
    if (type === 'IHDR') parts.push(xmpChunk(xmp))
    if (type === 'IEND') return parts[1] === undefined ? null : Buffer.concat(parts)
    at = end
  }
  return null
}

function xmpChunk(xmp: string): Buffer {
  const data = Buffer.concat([
    // Keyword, uncompressed, no language, no translated keyword.
    Buffer.from('iTXtXML:com.adobe.xmp\0\0\0\0\0', 'latin1'),
    Buffer.from(xmp, 'utf8'),
  ])
  const chunk = Buffer.alloc(data.length + 8)
  chunk.writeUInt32BE(data.length - 4, 0)
  data.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(data), data.length + 4)
  return chunk
}
