/** Markup that is safe to insert as it is. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Insert = string | number | Markup | readonly Markup[]

/** A template whose inserts are escaped, unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return new Markup(
    parts.reduce((text, part, index) => text + write(inserts[index - 1] ?? '') + part),
  )
}

function write(insert: Insert): string {
  if (insert instanceof Markup) return insert.text
  if (typeof insert === 'object') return insert.map((markup) => markup.text).join('')
  return String(insert)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
