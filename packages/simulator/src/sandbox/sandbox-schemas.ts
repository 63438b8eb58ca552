import { z } from 'zod'
import { isLoopback } from '../http/is-loopback.ts'

const plainId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/)
const webUrl = z.url({ protocol: /^https?$/ }).max(2000)
const amountMinor = z.int().min(1).max(100_000_000_00)

/** What a merchant sends to open a payment. Amounts are minor units (cents, 分). */
export const openPaymentSchema = z.strictObject({
  merchant: plainId,
  orderId: plainId,
  amountMinor,
  currency: z.enum(['USD', 'CNY']),
  subject: z.string().min(1).max(200),
  notifyUrl: webUrl.refine((url) => isLoopback(new URL(url).hostname), 'must be on this machine'),
  returnUrl: webUrl,
  expiresAt: z.iso.datetime({ offset: true }),
})

export const refundSchema = z.strictObject({
  merchant: plainId,
  refundId: plainId,
  amountMinor,
  currency: z.enum(['USD', 'CNY']),
  reason: z.string().max(500),
})

export const closeSchema = z.strictObject({ merchant: plainId })
