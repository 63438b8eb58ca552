import { z } from 'zod'
import { amountMinor, currency, plainId, webUrl } from '../payment-schemas.ts'

const time = z.iso.datetime({ offset: true })
const merchant = z.string().min(1).max(100)

export const createdSchema = z.object({ id: plainId, payUrl: webUrl })

export const paymentSchema = z.object({
  id: plainId,
  orderId: plainId,
  merchant,
  amountMinor,
  currency,
  status: z.enum(['pending', 'paid', 'cancelled', 'expired']),
  paidAt: time.nullable(),
  refunds: z
    .array(
      z.object({
        id: plainId,
        refundId: plainId.nullable(),
        amountMinor,
        status: z.enum(['done', 'failed']),
      }),
    )
    .max(1000),
  disputes: z
    .array(z.object({ id: plainId, amountMinor, status: z.enum(['open', 'won', 'lost']) }))
    .max(100),
})

export const refundedSchema = z.object({ id: plainId, refundId: plainId })

export const statementPageSchema = z.object({
  lines: z
    .array(
      z.object({
        kind: z.enum(['payment', 'refund', 'dispute', 'dispute-return']),
        paymentId: plainId,
        orderId: plainId,
        amountMinor: z.int(),
        currency,
        at: time,
      }),
    )
    .max(1000),
  more: z.boolean(),
})

export const webhookSchema = z.object({
  eventId: plainId,
  type: z.enum([
    'payment.paid',
    'payment.cancelled',
    'payment.expired',
    'payment.refunded',
    'dispute.open',
    'dispute.won',
    'dispute.lost',
  ]),
  paymentId: plainId,
  orderId: plainId,
  merchant,
  amountMinor,
  currency,
  occurredAt: time,
})

export const webhookKind = {
  'payment.paid': 'paid',
  'payment.cancelled': 'cancelled',
  'payment.expired': 'expired',
  'payment.refunded': 'refunded',
  'dispute.open': 'dispute',
  'dispute.won': 'dispute',
  'dispute.lost': 'dispute',
} as const
