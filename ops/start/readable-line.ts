import { z } from 'zod'

const logged = z.object({
  level: z.union([z.number(), z.string()]),
  msg: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
  error: z.string().optional(),
})

const MAX_CHARS = 400
const ERROR_LEVEL = 50
const ERROR_NAMES = new Set(['error', 'fatal'])

/** A child's line as people read it: the message of a structured one, the text of another, never endless. */
export function readableLine(line: string): { text: string; isError: boolean } {
  const entry = parse(line)
  if (entry === null)
    return { text: clamp(line), isError: /^\s*(\w*Error( \[\w+\])?:|error:|fix:)/.test(line) }
  const { level, msg, err, error } = entry
  const isError = typeof level === 'number' ? level >= ERROR_LEVEL : ERROR_NAMES.has(level)
  const parts = [msg, err?.message, error].filter((part) => part !== undefined)
  return { text: clamp(parts.length === 0 ? line : parts.join(': ')), isError }
}

function parse(line: string): z.infer<typeof logged> | null {
  if (!line.startsWith('{')) return null
  try {
    return logged.parse(JSON.parse(line))
  } catch {
    return null
  }
}

function clamp(text: string): string {
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)} …` : text
}
