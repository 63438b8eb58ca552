import type { ZodType } from 'zod'
import { parseJsonNumbersAsText } from './parse-json-numbers-as-text.ts'

/** Answers without pictures in them are a few kilobytes. */
const maxJsonBytes = 1024 * 1024

type Reading = { maxBytes?: number; numbersAsText?: boolean }

/**
 * Reads a vendor's JSON into a shape. Where an amount of money is in it, `numbersAsText` leaves every number as its own
 * text (`NumberText`), because a double would round it.
 * @returns null for anything that is too large, no JSON, or of another shape
 */
export function readJson<T>(
  body: Uint8Array,
  schema: ZodType<T>,
  { maxBytes = maxJsonBytes, numbersAsText = false }: Reading = {},
): T | null {
  if (body.byteLength > maxBytes) return null
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  const json = numbersAsText ? parseJsonNumbersAsText(text) : parsed(text)
  const result = schema.safeParse(json)
  return result.success ? result.data : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
