/**
 * The value as a record when it is a plain JSON object with exactly these properties, else null. An
 * unknown property is refused: in a key file it is a typing mistake or a newer format.
 */
export function exactObject(
  value: unknown,
  names: readonly string[],
): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const record: Record<string, unknown> = { ...value }
  const present = Object.keys(record)
  const exact =
    present.length === names.length && names.every((name) => Object.hasOwn(record, name))
  return exact ? record : null
}

/** `JSON.parse` that gives undefined instead of an error, whose message would quote the text. */
export function parseJsonQuietly(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
