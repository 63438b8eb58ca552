import { z } from 'zod'
import type { MailMessage } from './mailer.ts'

/** One printable line: a line break in a header would start another header. */
const line = (maxChars: number) =>
  z
    .string()
    .min(1)
    .max(maxChars)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u)

const messageSchema = z.strictObject({
  // RFC 5321 §4.5.3.1.3: a path has at most 256 characters with its brackets.
  to: line(254).pipe(z.email()),
  subject: line(200),
  text: z.string().min(1).max(100_000),
  html: z.string().min(1).max(500_000),
  messageId: line(250).regex(/^<[A-Za-z0-9._-]+@[A-Za-z0-9.-]+>$/),
})

/**
 * Checks a mail before it meets a server: one recipient, no line breaks in headers, bounded sizes.
 * @returns null when it is good, else the field's name
 */
export function mailMessageFault(message: MailMessage): string | null {
  const parsed = messageSchema.safeParse(message)
  return parsed.success
    ? null
    : `MESSAGE_INVALID ${parsed.error.issues[0]?.path.join('.') ?? ''}`.trim()
}
