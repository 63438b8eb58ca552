/**
 * Decodes strict base64 (RFC 4648 §4, padded): Buffer alone skips what it does not know, so that a page would become noise.
 * @param maxBytes most bytes to accept
 * @returns null for anything else, or empty
 */
export function base64Bytes(text: string, maxBytes: number): Uint8Array | null {
  if (text === '' || text.length % 4 !== 0 || text.length > Math.ceil(maxBytes / 3) * 4) return null
  const bytes = Buffer.from(text, 'base64')
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  // Skipped characters make it shorter; `-` and `_` of base64url it takes as well.
  if (bytes.byteLength !== (text.length / 4) * 3 - padding || /[-_]/.test(text)) return null
  return bytes.byteLength <= maxBytes ? new Uint8Array(bytes) : null
}
