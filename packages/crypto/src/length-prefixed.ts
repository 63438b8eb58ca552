const PREFIX_BYTES = 4

/**
 * Joins parts so that no two different lists give the same bytes: each part is preceded by its length
 * as a 32-bit big-endian number. Strings are UTF-8 and must be well-formed (callers check).
 */
export function lengthPrefixed(parts: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const chunks = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part))
  const joined = new Uint8Array(chunks.reduce((sum, chunk) => sum + PREFIX_BYTES + chunk.length, 0))
  const view = new DataView(joined.buffer)
  let offset = 0
  for (const chunk of chunks) {
    view.setUint32(offset, chunk.length)
    joined.set(chunk, offset + PREFIX_BYTES)
    offset += PREFIX_BYTES + chunk.length
  }
  return joined
}
