import { z } from 'zod'
import type { MailOutcome } from '../mailer.ts'

const sentSchema = z.object({
  accepted: z.array(z.unknown()),
  rejected: z.array(z.unknown()).default([]),
})
const errorSchema = z.object({
  code: z.string().max(40).optional(),
  responseCode: z.int().min(100).max(599).optional(),
})

/**
 * Reads nodemailer's success. A server that refuses some recipients does not make it throw:
 * only `rejected` tells.
 */
export function readSmtpSuccess(info: unknown): MailOutcome {
  const parsed = sentSchema.safeParse(info)
  const delivered =
    parsed.success && parsed.data.accepted.length > 0 && parsed.data.rejected.length === 0
  return delivered
    ? { kind: 'sent' }
    : { kind: 'refused', permanent: true, reason: 'RECIPIENT_REJECTED' }
}

/**
 * Reads nodemailer's error by its codes. Permanent is only a 5xx about this recipient (EENVELOPE) or this mail
 * (EMESSAGE); a wrong password, a lost connection or a 4xx may pass (RFC 5321 §4.2.1). Prose is dropped: servers echo.
 */
export function readSmtpFailure(error: unknown): MailOutcome {
  const parsed = errorSchema.safeParse(error)
  const code =
    parsed.success && parsed.data.code !== undefined && /^[A-Z_]+$/.test(parsed.data.code)
      ? parsed.data.code
      : 'EUNKNOWN'
  const status = parsed.success ? parsed.data.responseCode : undefined
  const permanent =
    (code === 'EENVELOPE' || code === 'EMESSAGE') && status !== undefined && status >= 500
  return { kind: 'refused', permanent, reason: status === undefined ? code : `${code} ${status}` }
}
