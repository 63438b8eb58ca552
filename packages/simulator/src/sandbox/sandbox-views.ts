import type { BookLine } from '../payments/book-lines.ts'
import type { Payment } from '../payments/payment.ts'

/** A payment as the sandbox's API shows it. */
export function paymentView(payment: Payment): Record<string, unknown> {
  const { id, orderId, merchant, amountMinor, currency, status, closedAt } = payment
  return {
    id: `pay_${id}`,
    orderId,
    merchant,
    amountMinor,
    currency,
    status,
    paidAt: status === 'paid' ? closedAt : null,
    refunds: payment.refunds.map((refund) => ({
      id: `ref_${refund.id}`,
      refundId: refund.refundId,
      amountMinor: refund.amountMinor,
      status: 'done',
    })),
    disputes: payment.disputes.map((dispute) => ({
      id: `dis_${dispute.id}`,
      amountMinor: dispute.amountMinor,
      status: dispute.state,
    })),
  }
}

/** A line of the sandbox's books. */
export function lineView({
  kind,
  payment,
  amountMinor,
  at,
}: BookLine<Payment>): Record<string, unknown> {
  const { id, orderId, currency } = payment
  return { kind, paymentId: `pay_${id}`, orderId, amountMinor, currency, at }
}
