import { isUuid } from '../../is-uuid.ts'

/** What an admin typed into a search: an id, or a text that is matched exactly or as the beginning of an e-mail address. */
export type Search =
  | { kind: 'none' }
  | { kind: 'id'; id: string }
  | { kind: 'text'; exact: string; prefix: string }

/** Reads a search. A pattern's wildcards stand for themselves: nobody searches the whole table by `%`. */
export function readSearch(text: string): Search {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'none' }
  const id = trimmed.toLowerCase()
  if (isUuid(id)) return { kind: 'id', id }
  const escaped = id.normalize('NFC').replaceAll(/[\\%_]/g, String.raw`\$&`)
  return { kind: 'text', exact: trimmed, prefix: `${escaped}%` }
}
