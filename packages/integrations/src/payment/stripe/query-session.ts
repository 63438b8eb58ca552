import type Stripe from 'stripe'
import { checked } from '../checked.ts'
import { GatewayError } from '../gateway-error.ts'
import type { PaymentRef, PaymentState } from '../payment-gateway.ts'
import { paymentRefSchema, plainId } from '../payment-schemas.ts'
import { listDisputes, listRefunds } from './list-taken-back.ts'
import type { StripeAccount } from './stripe-account.ts'
import { foundByStripe } from './stripe-failure.ts'
import type { Session } from './stripe-schemas.ts'
import {
  chargeTimeSchema,
  intentSchema,
  readAnswer,
  sessionReference,
  sessionSchema,
} from './stripe-schemas.ts'

/**
 * Stripe's own word on an order, by its checkout session. Without a reference the page's address was never given to
 * the buyer, so nothing can have been paid: `not-found`.
 * @throws GatewayError
 */
export async function querySession(
  client: Stripe,
  account: StripeAccount,
  ref: PaymentRef,
): Promise<PaymentState> {
  const { orderId, reference } = checked(paymentRefSchema, ref)
  checked(plainId, orderId)
  if (reference === null) return { kind: 'not-found' }
  const id = checked(sessionReference, reference)
  const answer = await foundByStripe(() =>
    client.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] }),
  )
  if (answer === null) return { kind: 'not-found' }
  const session = readAnswer(sessionSchema, answer)
  // An answer about another order must never be read as this one's.
  if (session.id !== id || session.client_reference_id !== orderId)
    throw new GatewayError('GATEWAY_UNKNOWN')
  if (session.status === 'open') return { kind: 'pending' }
  if (session.status === 'expired') return { kind: 'closed', reason: 'expired' }
  return completed(client, account, session)
}

/** A session is complete when the buyer has done their part; slow methods are paid, or fail, days later. */
async function completed(
  client: Stripe,
  account: StripeAccount,
  session: Session,
): Promise<PaymentState> {
  const merchant = session.livemode === account.livemode ? account.merchant : 'stripe-other-mode'
  if (session.payment_status === 'no_payment_required') {
    // We offer nothing for nothing; the order's amount will not match.
    const currency = session.currency ?? 'none'
    const facts = { gatewayPaymentId: session.id, amountMinor: 0, currency, merchant }
    return { kind: 'paid', ...facts, paidAt: session.created, refunds: [], disputes: [] }
  }
  const intent = readAnswer(intentSchema, session.payment_intent)
  if (session.payment_status === 'unpaid')
    return intent.status === 'canceled' || intent.status === 'requires_payment_method'
      ? { kind: 'closed', reason: 'cancelled' }
      : { kind: 'pending' }
  if (intent.status !== 'succeeded') throw new GatewayError('GATEWAY_UNKNOWN')
  const charge = chargeTimeSchema.safeParse(intent.latest_charge)
  const [refunds, disputes] = await Promise.all([
    listRefunds(client, intent.id),
    listDisputes(client, intent.id),
  ])
  return {
    kind: 'paid',
    gatewayPaymentId: intent.id,
    amountMinor: intent.amount_received,
    currency: intent.currency,
    merchant,
    paidAt: charge.success ? charge.data.created : intent.created,
    refunds: refunds.map((refund) => refund.seen),
    disputes,
  }
}
