import type { z } from 'zod'
import { GatewayError } from '../gateway-error.ts'
import type { PaymentState } from '../payment-gateway.ts'
import type { paymentSchema } from './sandbox-schemas.ts'

/** @throws GatewayError GATEWAY_UNKNOWN for an answer about another order, or one that contradicts itself */
export function stateOf(found: z.infer<typeof paymentSchema>, orderId: string): PaymentState {
  // An answer about another order must never be read as this one's.
  if (found.orderId !== orderId) throw new GatewayError('GATEWAY_UNKNOWN')
  if (found.status === 'pending') return { kind: 'pending' }
  if (found.status !== 'paid') return { kind: 'closed', reason: found.status }
  if (found.paidAt === null) throw new GatewayError('GATEWAY_UNKNOWN')
  const { id, amountMinor, currency, merchant, paidAt } = found
  return {
    kind: 'paid',
    gatewayPaymentId: id,
    amountMinor,
    currency,
    merchant,
    paidAt: new Date(paidAt),
    refunds: found.refunds.map((refund) => ({
      refundId: refund.refundId,
      gatewayRefundId: refund.id,
      amountMinor: refund.amountMinor,
      state: refund.status,
    })),
    disputes: found.disputes.map((dispute) => ({
      gatewayDisputeId: dispute.id,
      amountMinor: dispute.amountMinor,
      state: dispute.status,
    })),
  }
}
