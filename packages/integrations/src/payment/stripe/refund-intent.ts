import type Stripe from 'stripe'
import { checked } from '../checked.ts'
import { GatewayError } from '../gateway-error.ts'
import type { RefundOutcome, RefundPayment } from '../payment-gateway.ts'
import { plainId, refundPaymentSchema } from '../payment-schemas.ts'
import { listRefunds, refundState } from './list-taken-back.ts'
import type { StripeAccount } from './stripe-account.ts'
import { stripeFailure, throughStripe } from './stripe-failure.ts'
import type { StripeRefund } from './stripe-schemas.ts'
import { intentReference, intentSchema, readAnswer, refundSchema } from './stripe-schemas.ts'

/**
 * Refunds once per `refundId`. Stripe forgets an idempotency key after a day, so an earlier refund is looked for by
 * its metadata first; the key keeps apart only calls that run at once.
 * @see https://docs.stripe.com/api/idempotent_requests
 * @throws GatewayError
 */
export async function refundIntent(
  client: Stripe,
  account: StripeAccount,
  wanted: RefundPayment,
): Promise<RefundOutcome> {
  const asked = checked(refundPaymentSchema, wanted)
  const intentId = checked(intentReference, asked.gatewayPaymentId)
  checked(plainId, asked.orderId)
  const intent = readAnswer(
    intentSchema,
    await throughStripe(() => client.paymentIntents.retrieve(intentId)),
  )
  if (
    intent.metadata['orderId'] !== asked.orderId ||
    intent.currency !== asked.currency ||
    intent.livemode !== account.livemode
  )
    throw new GatewayError('GATEWAY_REFUSED')
  const known = (await listRefunds(client, intentId)).find(
    ({ seen }) => seen.refundId === asked.refundId,
  )
  if (known !== undefined) {
    if (known.seen.amountMinor !== asked.amountMinor) throw new GatewayError('GATEWAY_REFUSED')
    return outcomeOf(known.refund)
  }
  return create(client, intentId, asked)
}

async function create(
  client: Stripe,
  intentId: string,
  { refundId, orderId, amountMinor }: RefundPayment,
): Promise<RefundOutcome> {
  try {
    const answer = await client.refunds.create(
      {
        payment_intent: intentId,
        amount: amountMinor,
        reason: 'requested_by_customer',
        metadata: { refundId, orderId },
      },
      { idempotencyKey: `refund:${refundId}` },
    )
    return outcomeOf(readAnswer(refundSchema, answer))
  } catch (error) {
    const { kind, type, code } = stripeFailure(error)
    // Well asked, and the payment does not allow it: too much, disputed, refunded already.
    if (type === 'StripeInvalidRequestError')
      return { kind: 'refused', reason: (code ?? 'not_refundable').toUpperCase() }
    throw new GatewayError(kind)
  }
}

function outcomeOf({ id, status }: StripeRefund): RefundOutcome {
  const state = refundState(status)
  if (state === 'failed') return { kind: 'refused', reason: 'REFUND_FAILED' }
  return { kind: state === 'done' ? 'refunded' : 'pending', gatewayRefundId: id }
}
