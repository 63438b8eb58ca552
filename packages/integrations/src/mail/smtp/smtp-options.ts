import { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'

/** A URL writes an IPv6 address in brackets; a socket wants it without. */
const host = z
  .string()
  .regex(/^(?:\[[0-9a-f:.]{2,45}\]|[A-Za-z0-9.:-]{1,253})$/i)
  .transform((name) => name.replace(/^\[|\]$/g, ''))
const isLoopback = (name: string) => ['127.0.0.1', '::1', 'localhost'].includes(name)

const smtpOptionsSchema = z
  .strictObject({
    host,
    port: z.int().min(1).max(65_535),
    /** `implicit`: TLS from the first byte (465). `starttls`: required, never optional. `none`: loopback only. */
    tls: z.enum(['implicit', 'starttls', 'none']),
    from: z.strictObject({
      name: z
        .string()
        .max(100)
        .regex(/^[^\p{Cc}"<>]*$/u),
      address: z.email().max(254),
    }),
    /** Most time for one mail; default 30 s. A server that drips resets nodemailer's idle timer for ever. */
    sendDeadlineMs: z.int().min(100).max(300_000).optional(),
    auth: z
      .strictObject({ user: z.string().min(1).max(320), password: z.instanceof(Secret) })
      .optional(),
  })
  .refine(
    (options) => options.tls !== 'none' || isLoopback(options.host),
    'mail without TLS is allowed to loopback only',
  )

export type SmtpOptions = z.input<typeof smtpOptionsSchema>

/** @throws Error (zod) naming the field; a password is in a `Secret` and cannot show */
export function parseSmtpOptions(options: SmtpOptions): SmtpOptions {
  return smtpOptionsSchema.parse(options)
}
