import type Stripe from 'stripe'
import { GatewayError } from '../gateway-error.ts'
import type { PaymentRef } from '../payment-gateway.ts'
import { querySession } from './query-session.ts'
import type { StripeAccount } from './stripe-account.ts'
import { stripeFailure } from './stripe-failure.ts'

/**
 * Expires the page of an unpaid order. A buyer whose slow payment is under way can neither be stopped nor be called
 * paid: GATEWAY_UNKNOWN, ask again.
 * @throws GatewayError
 */
export async function closeSession(
  client: Stripe,
  account: StripeAccount,
  ref: PaymentRef,
): Promise<'closed' | 'paid' | 'not-found'> {
  const before = await querySession(client, account, ref)
  if (before.kind !== 'pending') return before.kind
  try {
    await client.checkout.sessions.expire(ref.reference ?? '')
    return 'closed'
  } catch (error) {
    const { kind } = stripeFailure(error)
    if (kind !== 'GATEWAY_REFUSED') throw new GatewayError(kind)
  }
  // Stripe expires open sessions only: somebody was quicker, and the question is who.
  const after = await querySession(client, account, ref)
  if (after.kind === 'pending') throw new GatewayError('GATEWAY_UNKNOWN')
  return after.kind
}
