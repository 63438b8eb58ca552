const piece = 12

/** Every usual way a secret could be written down, whole or in part. Lower case, as `finds` compares. */
export function encodingsOf(secret: string): string[] {
  const forms = new Set<string>()
  for (const text of [...piecesOf(secret), ...piecesOf(reversed(secret))]) {
    const bytes = Buffer.from(text)
    const percents = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    for (const form of [text, bytes.toString('hex'), percents, encodeURIComponent(text)])
      forms.add(form)
    for (const form of base64Forms(bytes)) forms.add(form)
  }
  return [...forms].map((form) => form.toLowerCase())
}

export function reversed(text: string): string {
  return text.split('').toReversed().join('')
}

/** Which of the forms stand in the text. */
export function finds(text: string, forms: readonly string[]): string[] {
  const lower = text.toLowerCase()
  return forms.filter((form) => lower.includes(form))
}

/** All runs of 12 characters: whoever writes down more than that writes down one of them. */
function piecesOf(text: string): string[] {
  return Array.from({ length: text.length - piece + 1 }, (_, at) => text.slice(at, at + piece))
}

/** Base64 of the same bytes depends on where in a group of three they begin; the ends mix with neighbours. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes, Buffer.alloc(2)])
    const from = Math.ceil((offset * 8) / 6)
    const to = Math.floor(((offset + bytes.length) * 8) / 6)
    const form = padded.toString('base64').slice(from, to)
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
