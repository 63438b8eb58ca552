import type { Secret } from '@aetherflow/crypto/secret'

/** Longest piece of somebody else's text that we keep. */
export const maxDetailChars = 200
/** Fewer characters than this in common with the key prove nothing and reveal nothing. */
const pieceChars = 6

/**
 * Makes a vendor's text fit to store and show: no control characters, at most 200 characters, and nothing of the
 * key in it. Stability's v1 401 echoes 7 + 4 characters of the key, so key-shaped words
 * are cut out, and a text that still shares six characters with any form of the key is dropped whole.
 */
export function redactDetail(text: string, key: Secret): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\b(?:sk|pk|key)[-_][^\s"',;]{4,}/gi, '[redacted]')
    .trim()
  return sharesTextWith(plain, key) ? '[redacted]' : plain.slice(0, maxDetailChars).toWellFormed()
}

/**
 * Whether a text holds a piece of the key: as it is, reversed, in hex, base64 (any alignment) or percent-encoded.
 * @param windowChars how many consecutive characters make a piece; default 6
 */
export function sharesTextWith(text: string, key: Secret, windowChars = pieceChars): boolean {
  const lower = text.toLowerCase()
  const forms = formsOf(key.reveal()).map((form) => form.toLowerCase())
  return forms.some((form) => {
    const width = Math.min(windowChars, form.length)
    for (let start = 0; start + width <= form.length; start += 1) {
      if (lower.includes(form.slice(start, start + width))) return true
    }
    return false
  })
}

function formsOf(key: string): string[] {
  const reversed = key.split('').toReversed().join('')
  return [key, reversed].flatMap((form) => {
    const bytes = Buffer.from(form)
    const hex = bytes.toString('hex')
    const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    const base64 = [0, 1, 2].flatMap((shift) => {
      const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
      return [shifted.toString('base64'), shifted.toString('base64url')]
    })
    return [form, encodeURIComponent(form), hex, percent, ...base64]
  })
}
