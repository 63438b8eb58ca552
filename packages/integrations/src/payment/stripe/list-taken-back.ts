import type Stripe from 'stripe'
import type { GatewayDispute, GatewayRefund } from '../payment-gateway.ts'
import { throughStripe } from './stripe-failure.ts'
import type { StripeRefund } from './stripe-schemas.ts'
import { disputeSchema, readAnswer, refundSchema } from './stripe-schemas.ts'

/** Far above what one top-up can have; the SDK pages through them. */
const most = 1000

export type FoundRefund = { refund: StripeRefund; seen: GatewayRefund }

/** All refunds of a payment, ours (by the `refundId` in their metadata) and those made at Stripe's dashboard. */
export async function listRefunds(client: Stripe, intentId: string): Promise<FoundRefund[]> {
  const all = await throughStripe(() =>
    client.refunds
      .list({ payment_intent: intentId, limit: 100 })
      .autoPagingToArray({ limit: most }),
  )
  return all.map((each) => {
    const refund = readAnswer(refundSchema, each)
    return {
      refund,
      seen: {
        refundId: refund.metadata['refundId'] ?? null,
        gatewayRefundId: refund.id,
        amountMinor: refund.amount,
        state: refundState(refund.status),
      },
    }
  })
}

/**
 * What a refund's `status` means for the port; one that waits for the buyer or the bank is pending.
 * @see https://docs.stripe.com/api/refunds/object
 */
export function refundState(status: string | null): GatewayRefund['state'] {
  if (status === 'succeeded') return 'done'
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending'
}

/**
 * The disputes of a payment that moved its money. An inquiry (`warning_…`) and a prevented one take nothing, so they
 * are none.
 * @see https://docs.stripe.com/disputes/how-disputes-work
 */
export async function listDisputes(client: Stripe, intentId: string): Promise<GatewayDispute[]> {
  const all = await throughStripe(() =>
    client.disputes
      .list({ payment_intent: intentId, limit: 100 })
      .autoPagingToArray({ limit: most }),
  )
  return all.flatMap((each) => {
    const { id, amount, status } = readAnswer(disputeSchema, each)
    if (status.startsWith('warning_') || status === 'prevented') return []
    const state = status === 'won' || status === 'lost' ? status : 'open'
    return [{ gatewayDisputeId: id, amountMinor: amount, state }]
  })
}
