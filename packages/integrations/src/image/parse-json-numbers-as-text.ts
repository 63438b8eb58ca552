/** Number text of a JSON document, kept apart from strings so that `"5"` is not taken for `5`. */
export class NumberText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown

/**
 * Parses JSON and leaves every number as its own text (ES2026 JSON.parse source text access, Node ≥ 22), so that
 * an amount can be read exactly.
 * @returns the document, or undefined when it is not JSON
 */
export function parseJsonNumbersAsText(text: string): unknown {
  try {
    return parse(text, (_key, value, context) =>
      typeof value === 'number' && context.source !== undefined
        ? new NumberText(context.source)
        : value,
    )
  } catch {
    return undefined
  }
}
