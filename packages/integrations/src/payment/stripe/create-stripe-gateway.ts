import type { PaymentGateway } from '../payment-gateway.ts'
import { closeSession } from './close-session.ts'
import { createSession } from './create-session.ts'
import { createStripeClient } from './create-stripe-client.ts'
import { querySession } from './query-session.ts'
import { refundIntent } from './refund-intent.ts'
import type { StripeOptions } from './stripe-account.ts'
import { stripeAccount } from './stripe-account.ts'
import { stripeStatement } from './stripe-statement.ts'
import { verifyStripeWebhook } from './verify-stripe-webhook.ts'

/**
 * Stripe Checkout through the official SDK: hosted pages, dollars and yuan, cards and whatever the dashboard allows.
 * @throws TypeError for a secret that is missing, short, blank, published or of the wrong kind, and for an address that
 * is not loopback: a gateway with a weak secret must not open
 */
export function createStripeGateway(options: StripeOptions): PaymentGateway {
  const account = stripeAccount(options)
  const client = createStripeClient(account)
  const now = options.now ?? Date.now
  return {
    id: 'stripe',
    merchant: account.merchant,
    currencies: ['USD', 'CNY'],
    acknowledgement: { status: 200, contentType: 'application/json', body: '{"received":true}' },
    createPayment: (payment) => createSession(client, account, payment),
    verifyWebhook: (raw) => verifyStripeWebhook(account, raw, now()),
    queryPayment: (ref) => querySession(client, account, ref),
    refundPayment: (refund) => refundIntent(client, account, refund),
    closePayment: (ref) => closeSession(client, account, ref),
    statement: (day) => stripeStatement(client, day),
  }
}
