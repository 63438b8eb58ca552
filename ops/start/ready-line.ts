import { z } from 'zod'

const readySchema = z.object({ ready: z.literal(true), url: z.string().optional() })

export type Ready = z.infer<typeof readySchema>

/** What a child says when it listens, or null for any other line. */
export function readyLine(line: string): Ready | null {
  if (!line.startsWith('{') || !line.includes('"ready":true')) return null
  try {
    return readySchema.parse(JSON.parse(line))
  } catch {
    return null
  }
}
