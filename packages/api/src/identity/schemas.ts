import { z } from 'zod'

/** Normalised the way it is stored: NFC, trimmed, lower case. */
export const email = z
  .string()
  .max(254)
  .transform((text) => text.normalize('NFC').trim().toLowerCase())
  .pipe(z.email().max(254))

export const password = z.string().min(10).max(200)
/** A password as somebody types it to sign in: any length that we would have to hash. */
export const typedPassword = z.string().min(1).max(200)
const locale = z.enum(['en', 'zh-CN'])
const theme = z.enum(['system', 'light', 'dark'])
const displayName = z
  .string()
  .trim()
  .max(80)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u)
const oneTimeToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

export const done = z.strictObject({ done: z.literal(true) })
export type Done = z.infer<typeof done>

export const registerInput = z.strictObject({ email, password, locale })
export type Register = z.infer<typeof registerInput>

export const verifyEmailInput = z.strictObject({ token: oneTimeToken })
/** `bonus` is what the verification granted now, in hundredths; 0 when it had been granted before. */
export const verifyEmailOutput = z.strictObject({ email: z.string(), bonus: z.bigint() })

export const forgotPasswordInput = z.strictObject({ email, locale })
export const resetPasswordInput = z.strictObject({ token: oneTimeToken, password })
export const changePasswordInput = z.strictObject({ current: typedPassword, next: password })

export const updateProfileInput = z.strictObject({
  displayName: displayName.optional(),
  locale: locale.optional(),
  theme: theme.optional(),
})

export const becomeProviderInput = z.strictObject({ termsVersion: z.string().min(1).max(32) })

export const profile = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  displayName: z.string(),
  role: z.enum(['consumer', 'provider', 'admin']),
  status: z.enum(['active', 'frozen', 'disabled']),
  emailVerified: z.boolean(),
  locale,
  theme,
  providerTermsVersion: z.string().nullable(),
  createdAt: z.date(),
})
export type Profile = z.infer<typeof profile>

const sessionView = z.strictObject({
  id: z.uuid(),
  current: z.boolean(),
  userAgent: z.string(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
})
export const sessionList = z.strictObject({ sessions: z.array(sessionView).max(100) })
export const revokeSessionInput = z.strictObject({ sessionId: z.uuid() })

export const outboxInput = z.strictObject({ email: email.optional() })
const outboxMail = z.strictObject({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  link: z.string().nullable(),
  createdAt: z.date(),
})
export const outboxOutput = z.strictObject({ mails: z.array(outboxMail).max(20) })

export const claimMailInput = z.strictObject({ limit: z.int().min(1).max(50) })
export const claimMailOutput = z.strictObject({
  mails: z.array(
    z.strictObject({
      id: z.uuid(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      messageId: z.string(),
    }),
  ),
})
export const mailResultInput = z.strictObject({
  id: z.uuid(),
  result: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sent') }),
    z.strictObject({
      kind: z.literal('refused'),
      permanent: z.boolean(),
      reason: z.string().max(200),
    }),
  ]),
})
