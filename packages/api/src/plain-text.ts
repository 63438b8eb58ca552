import { z } from 'zod'

/** What a person wrote: trimmed, line breaks allowed, other control and format characters not. */
export function plainText(min: number, max: number) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^(?:[^\p{Cc}\p{Cf}]|[\t\n\r\u200c\u200d])*$/u)
}
