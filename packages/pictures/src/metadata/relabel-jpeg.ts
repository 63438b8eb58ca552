const xmpSignature = 'http://ns.adobe.com/xap/1.0/\0'

/**
 * A JPEG with the same pixels and no metadata but this XMP packet (APP1, XMP part 3 §1.1.3). Kept are the tables, the
 * scans, JFIF's header, the colour profile and Adobe's colour transform; what follows the end marker is dropped, so a
 * second picture or another file behind it goes too. Null when the segments do not fit together.
 */
export function relabelJpeg(file: Uint8Array, xmp: string): Uint8Array | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  const head: Uint8Array[] = []
  const rest: Uint8Array[] = []
  for (let at = 2; at + 2 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    // Fill bytes before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9)
      return Buffer.concat([
        bytes.subarray(0, 2),
        ...head,
        xmpSegment(xmp),
        ...rest,
        bytes.subarray(at, at + 2),
      ])
    if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) return null
    if (at + 4 > bytes.length) return null
    let end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end < at + 4 || end > bytes.length) return null
    if (marker === 0xda) end = endOfScan(bytes, end)
    const segment = bytes.subarray(at, end)
    if (marker === 0xe0 && isNamed(segment, 'JFIF\0')) head.push(segment)
    else if (!isMetadata(marker, segment)) rest.push(segment)
    at = end
  }
  return null
}

/** Entropy-coded bytes go on to the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at !== -1 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at = bytes.indexOf(0xff, at + (next === 0xff ? 1 : 2))
  }
  return bytes.length
}

function isMetadata(marker: number, segment: Buffer): boolean {
  if (marker === 0xfe) return true
  if (marker < 0xe0 || marker > 0xef) return false
  const isProfile = marker === 0xe2 && isNamed(segment, 'ICC_PROFILE\0')
  const isTransform = marker === 0xee && isNamed(segment, 'Adobe')
  return !isProfile && !isTransform
}

function isNamed(segment: Buffer, name: string): boolean {
  return segment.toString('latin1', 4, 4 + name.length) === name
}

function xmpSegment(xmp: string): Buffer {
  const data = Buffer.concat([Buffer.from(xmpSignature, 'latin1'), Buffer.from(xmp, 'utf8')])
  const header = Buffer.from([0xff, 0xe1, 0, 0])
  header.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([header, data])
}
