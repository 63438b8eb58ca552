/** A parsed form: Stripe writes nesting as `line_items[0][price_data][currency]=usd`. */
export type Nested = string | Nested[] | { [name: string]: Nested }

const MAX_FIELDS = 1000
const NAME = /^([A-Za-z0-9_]{1,64})((?:\[[A-Za-z0-9_]{0,64}\]){0,8})$/

/** @returns null for a form that no Stripe library writes */
export function parseBracketForm(text: string): Record<string, Nested> | null {
  const root: Record<string, Nested> = {}
  const pairs = [...new URLSearchParams(text)]
  if (pairs.length > MAX_FIELDS) return null
  for (const [name, value] of pairs) {
    const [, head, brackets = ''] = NAME.exec(name) ?? []
    if (head === undefined) return null
    const path = [head, ...[...brackets.matchAll(/\[([^\]]*)\]/g)].map(([, part = '']) => part)]
    if (path.includes('__proto__') || !put(root, path, value)) return null
  }
  return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, withLists(value)]))
}

function put(root: Record<string, Nested>, path: string[], value: string): boolean {
  let at = root
  for (const part of path.slice(0, -1)) {
    const next = (at[part] ??= {})
    if (typeof next === 'string' || Array.isArray(next)) return false
    at = next
  }
  const last = path.at(-1) ?? ''
  const name = last === '' ? String(Object.keys(at).length) : last
  if (name in at) return false
  at[name] = value
  return true
}

/** `{ 0: a, 1: b }` is a list. */
function withLists(value: Nested): Nested {
  if (typeof value === 'string' || Array.isArray(value)) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, withLists(inner)] as const)
  return entries.length > 0 && entries.every(([name], index) => name === String(index))
    ? entries.map(([, inner]) => inner)
    : Object.fromEntries(entries)
}
