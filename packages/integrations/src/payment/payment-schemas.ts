import { z } from 'zod'

/** Ids travel in paths and headers: short and plain. */
export const plainId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/)
/** Above any order of ours, far below where a float loses a unit. */
export const amountMinor = z.int().min(1).max(100_000_000_00)
export const currency = z.enum(['USD', 'CNY'])
export const webUrl = z.url({ protocol: /^https?$/ }).max(2000)
export const utcDay = z.iso.date()

export const createPaymentSchema = z.strictObject({
  orderId: plainId,
  amountMinor,
  currency,
  subject: z.string().min(1).max(200),
  notifyUrl: webUrl,
  returnUrl: webUrl,
  expiresAt: z.date(),
  device: z.enum(['desktop', 'phone']),
})

export const paymentRefSchema = z.object({
  orderId: plainId,
  reference: z.string().min(1).max(500).nullable(),
})

export const refundPaymentSchema = paymentRefSchema.extend({
  gatewayPaymentId: z.string().min(1).max(200),
  refundId: plainId,
  amountMinor,
  currency,
  reason: z.string().max(500),
})
