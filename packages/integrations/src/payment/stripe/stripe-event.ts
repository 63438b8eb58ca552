import type { z } from 'zod'
import type { GatewayEvent } from '../payment-gateway.ts'
import type { eventSchema } from './stripe-schemas.ts'
import {
  disputeSchema,
  eventChargeSchema,
  eventSessionSchema,
  refundSchema,
} from './stripe-schemas.ts'

type Facts = Pick<
  GatewayEvent,
  'kind' | 'orderId' | 'gatewayPaymentId' | 'amountMinor' | 'currency'
>
type Reader = (object: unknown) => Facts | null

const nothing: Facts = {
  kind: 'other',
  orderId: null,
  gatewayPaymentId: null,
  amountMinor: null,
  currency: null,
}

const session =
  (kind: GatewayEvent['kind']): Reader =>
  (object) => {
    const parsed = eventSessionSchema.safeParse(object)
    if (!parsed.success) return null
    const { client_reference_id: orderId, payment_intent: gatewayPaymentId } = parsed.data
    const { payment_status: status, amount_total: amountMinor, currency } = parsed.data
    // A buyer who chose a slow method is done with the page while nothing is paid yet.
    const told = kind === 'paid' && status === 'unpaid' ? 'other' : kind
    return { kind: told, orderId, gatewayPaymentId, amountMinor, currency }
  }

const charge: Reader = (object) => {
  const parsed = eventChargeSchema.safeParse(object)
  if (!parsed.success) return null
  const { amount_refunded: amountMinor, currency, metadata, payment_intent: intent } = parsed.data
  const orderId = metadata['orderId'] ?? null
  return { kind: 'refunded', orderId, gatewayPaymentId: intent, amountMinor, currency }
}

const refund: Reader = (object) => {
  const parsed = refundSchema.safeParse(object)
  if (!parsed.success) return null
  const { amount: amountMinor, currency, metadata, payment_intent: intent } = parsed.data
  const orderId = metadata['orderId'] ?? null
  return { kind: 'refunded', orderId, gatewayPaymentId: intent, amountMinor, currency }
}

const dispute: Reader = (object) => {
  const parsed = disputeSchema.safeParse(object)
  if (!parsed.success) return null
  const { amount: amountMinor, currency, payment_intent: gatewayPaymentId } = parsed.data
  return { kind: 'dispute', orderId: null, gatewayPaymentId, amountMinor, currency }
}

const readers: Record<string, Reader> = {
  'checkout.session.completed': session('paid'),
  'checkout.session.async_payment_succeeded': session('paid'),
  'checkout.session.async_payment_failed': session('cancelled'),
  'checkout.session.expired': session('expired'),
  'charge.refunded': charge,
  'refund.created': refund,
  'refund.updated': refund,
  'refund.failed': refund,
  'charge.dispute.created': dispute,
  'charge.dispute.updated': dispute,
  'charge.dispute.funds_withdrawn': dispute,
  'charge.dispute.funds_reinstated': dispute,
  'charge.dispute.closed': dispute,
}

/** A signed event in the port's words; null when it is not of the shape that its type promises. Unknown types are `other`. */
export function stripeEvent(
  event: z.infer<typeof eventSchema>,
  merchant: string,
): GatewayEvent | null {
  const read = Object.hasOwn(readers, event.type) ? readers[event.type] : undefined
  const facts = read === undefined ? nothing : read(event.data.object)
  return facts === null ? null : { ...facts, eventId: event.id, merchant, raw: event }
}
