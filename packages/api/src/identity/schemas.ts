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

/** The six digits of an authenticator. */
export const totpCode = z.string().regex(/^[0-9]{6}$/)
/** Those, or a recovery code; bounded only, because a wrong one is answered as a wrong code. */
export const typedCode = z.string().trim().min(1).max(40)

/** Whether there is a second factor, whether this account must have one, and how many ways back are left. */
export const secondFactor = z.strictObject({
  on: z.boolean(),
  required: z.boolean(),
  recoveryCodesLeft: z.int().min(0).max(10),
})
export type SecondFactor = z.infer<typeof secondFactor>

/** `code` is asked for when a second factor is on: it takes one to put another authenticator in its place. */
export const beginTotpInput = z.strictObject({
  password: typedPassword,
  code: typedCode.optional(),
})
/** For the authenticator: the address of the QR code, and the same seed in base32 for typing. */
export const beginTotpOutput = z.strictObject({
  uri: z.string(),
  secret: z.string(),
  expiresAt: z.date(),
})
export type TotpInvitation = z.infer<typeof beginTotpOutput>
export const confirmTotpInput = z.strictObject({ code: totpCode })
export const provenInput = z.strictObject({ password: typedPassword, code: typedCode })
export type Proven = z.infer<typeof provenInput>
export const recoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()).length(10) })
export type RecoveryCodes = z.infer<typeof recoveryCodes>

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
