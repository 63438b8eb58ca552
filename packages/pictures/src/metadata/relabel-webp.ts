type Size = { width: number; height: number }

const hasProfile = 0x20
const hasAlpha = 0x10
const hasXmp = 0x04

/**
 * A WebP with the same pixels and no metadata but this XMP packet (RFC 9649 §2.7): colour profile, alpha and the
 * picture are kept. Null for an animation, and when the chunks do not fit together.
 */
export function relabelWebp(file: Uint8Array, xmp: string, size: Size): Uint8Array | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length < 20) return null
  const end = Math.min(bytes.length, bytes.readUInt32LE(4) + 8)
  const found = new Map<string, Buffer>()
  for (let at = 12; at + 8 <= end;) {
    const type = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    if (at + 8 + length > end || type === 'ANIM' || type === 'ANMF') return null
    if (!found.has(type)) found.set(type, bytes.subarray(at + 8, at + 8 + length))
    at += 8 + length + (length % 2)
  }
  const picture = found.has('VP8 ') ? 'VP8 ' : 'VP8L'
  const pixels = found.get(picture)
  if (pixels === undefined) return null
  const profile = found.get('ICCP')
  const alpha = picture === 'VP8 ' ? found.get('ALPH') : undefined
  const isClear = alpha !== undefined || (picture === 'VP8L' && ((pixels[4] ?? 0) & 0x10) !== 0)
  const flags = hasXmp | (profile ? hasProfile : 0) | (isClear ? hasAlpha : 0)
  const chunks = [
    chunk('VP8X', extended(flags, size)),
    ...(profile ? [chunk('ICCP', profile)] : []),
    ...(alpha ? [chunk('ALPH', alpha)] : []),
    chunk(picture, pixels),
    chunk('XMP ', Buffer.from(xmp, 'utf8')),
  ]
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks])
  const header = Buffer.from('RIFF\0\0\0\0', 'latin1')
  header.writeUInt32LE(body.length, 4)
  return Buffer.concat([header, body])
}

function extended(flags: number, { width, height }: Size): Buffer {
  const data = Buffer.alloc(10)
  data[0] = flags
  data.writeUIntLE(width - 1, 4, 3)
  data.writeUIntLE(height - 1, 7, 3)
  return data
}

function chunk(type: string, data: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header.write(type, 0, 'latin1')
  header.writeUInt32LE(data.length, 4)
  return Buffer.concat([header, data, Buffer.alloc(data.length % 2)])
}
