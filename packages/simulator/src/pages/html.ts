/** Markup that is safe to insert as it is. */
export type Markup = { readonly markup: string }

/** Vouches for a constant of our own; never for what came from outside. */
export function trusted(markup: string): Markup {
  return { markup }
}

type Insert = string | number | Markup | readonly Markup[]

/** A template whose inserts are escaped, unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return trusted(parts.reduce((text, part, index) => text + write(inserts[index - 1] ?? '') + part))
}

function write(insert: Insert): string {
  if (typeof insert === 'object')
    return 'markup' in insert ? insert.markup : insert.map(({ markup }) => markup).join('')
  return String(insert)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
