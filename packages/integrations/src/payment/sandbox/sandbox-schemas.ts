import { z } from 'zod'

/** Ids travel in paths and headers: short and plain. */
export const plainId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/)
const amountMinor = z.int().min(1).max(100_000_000_00)
const currency = z.enum(['USD', 'CNY'])
const webUrl = z.url({ protocol: /^https?$/ }).max(2000)

export const createPaymentSchema = z.strictObject({
  orderId: plainId,
  amountMinor,
  currency,
  subject: z.string().min(1).max(200),
  notifyUrl: webUrl,
  returnUrl: webUrl,
  expiresAt: z.date(),
})

export const createdSchema = z.object({ id: plainId, payUrl: webUrl })

export const paymentSchema = z.object({
  id: plainId,
  orderId: plainId,
  merchant: z.string().min(1).max(100),
  amountMinor,
  currency,
  status: z.enum(['pending', 'paid', 'cancelled', 'expired']),
  paidAt: z.iso.datetime({ offset: true }).nullable(),
})

export const webhookSchema = z.object({
  eventId: plainId,
  type: z.enum(['payment.paid', 'payment.cancelled', 'payment.expired']),
  paymentId: plainId,
  orderId: plainId,
  merchant: z.string().min(1).max(100),
  amountMinor,
  currency,
  occurredAt: z.iso.datetime({ offset: true }),
})

export const webhookKind = {
  'payment.paid': 'paid',
  'payment.cancelled': 'cancelled',
  'payment.expired': 'expired',
} as const
