import type Stripe from 'stripe'
import { checked } from '../checked.ts'
import { GatewayError } from '../gateway-error.ts'
import type { CreatePayment, OpenedPayment } from '../payment-gateway.ts'
import { createPaymentSchema } from '../payment-schemas.ts'
import type { StripeAccount } from './stripe-account.ts'
import { throughStripe } from './stripe-failure.ts'
import { readAnswer, sessionSchema } from './stripe-schemas.ts'

/**
 * Stripe wants a session to live 30 minutes to 24 hours, counted from each call, and the same content on a repeat. So
 * the time hangs on the order: this much after its own end, whatever is left of it. Who closes the order expires the
 * session.
 * @see https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at
 */
const pageOutlivesOrderMs = 35 * 60_000
const maxMetadataChars = 500

/** Opens a hosted payment page; the order's id is the idempotency key, so a repeat finds the same page. */
export async function createSession(
  client: Stripe,
  account: StripeAccount,
  payment: CreatePayment,
): Promise<OpenedPayment> {
  // The page suits every screen. Where Stripe posts its webhooks is set in its dashboard; the address in the metadata
  // tells installations apart that share an account (and tells the simulator where to post).
  const { orderId, amountMinor, currency, subject, notifyUrl, returnUrl, expiresAt } = checked(
    createPaymentSchema,
    payment,
  )
  if (notifyUrl.length > maxMetadataChars) throw new GatewayError('GATEWAY_REFUSED')
  const metadata = { orderId, notifyUrl }
  const answer = await throughStripe(() =>
    client.checkout.sessions.create(
      {
        mode: 'payment',
        client_reference_id: orderId,
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: currency.toLowerCase(),
              unit_amount: amountMinor,
              product_data: { name: subject },
            },
          },
        ],
        metadata,
        // Repeated, because charges, refunds and disputes see the payment intent's alone.
        payment_intent_data: { metadata },
        success_url: returnUrl,
        cancel_url: returnUrl,
        expires_at: Math.floor((expiresAt.getTime() + pageOutlivesOrderMs) / 1000),
      },
      { idempotencyKey: `order:${orderId}` },
    ),
  )
  const session = readAnswer(sessionSchema, answer)
  if (session.client_reference_id !== orderId || session.livemode !== account.livemode)
    throw new GatewayError('GATEWAY_UNKNOWN')
  if (typeof session.url !== 'string') throw new GatewayError('GATEWAY_UNKNOWN')
  return { redirectUrl: session.url, gatewayPaymentId: null, reference: session.id }
}
