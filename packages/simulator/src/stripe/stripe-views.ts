import type { BookLine } from '../payments/book-lines.ts'
import type { Dispute, Refund } from '../payments/payment.ts'
import type { StripePayment } from './stripe-payment.ts'
import { chargeId, hasIntent, intentId, sessionId, unixSeconds } from './stripe-payment.ts'

export type View = Record<string, unknown>

/** What a caller asked to see whole instead of as an id: `payment_intent.latest_charge`. */
export type Expand = (path: string) => boolean

export function sessionView(payment: StripePayment, pageUrl: string, expand: Expand): View {
  const isOpen = payment.status === 'pending' && !payment.submitted
  return {
    id: sessionId(payment),
    object: 'checkout.session',
    amount_subtotal: payment.amountMinor,
    amount_total: payment.amountMinor,
    cancel_url: payment.cancelUrl,
    client_reference_id: payment.clientReferenceId,
    created: unixSeconds(payment.openedAt),
    currency: payment.currency.toLowerCase(),
    customer: null,
    expires_at: unixSeconds(payment.expiresAt),
    livemode: false,
    metadata: payment.metadata,
    mode: 'payment',
    payment_intent: !hasIntent(payment)
      ? null
      : expand('payment_intent')
        ? intentView(payment, (path) => expand(`payment_intent.${path}`))
        : intentId(payment),
    payment_status: payment.status === 'paid' ? 'paid' : 'unpaid',
    status: isOpen ? 'open' : payment.status === 'expired' ? 'expired' : 'complete',
    success_url: payment.returnUrl,
    ui_mode: 'hosted_page',
    url: isOpen ? pageUrl : null,
  }
}

export function intentView(payment: StripePayment, expand: Expand): View {
  const isPaid = payment.status === 'paid'
  return {
    id: intentId(payment),
    object: 'payment_intent',
    amount: payment.amountMinor,
    amount_received: isPaid ? payment.amountMinor : 0,
    created: unixSeconds(payment.openedAt),
    currency: payment.currency.toLowerCase(),
    latest_charge: !isPaid
      ? null
      : expand('latest_charge')
        ? chargeView(payment)
        : chargeId(payment),
    livemode: false,
    metadata: payment.intentMetadata,
    status: isPaid
      ? 'succeeded'
      : payment.status === 'pending'
        ? 'processing'
        : 'requires_payment_method',
  }
}

export function chargeView(payment: StripePayment): View {
  const refunded = payment.refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return {
    id: chargeId(payment),
    object: 'charge',
    amount: payment.amountMinor,
    amount_captured: payment.amountMinor,
    amount_refunded: refunded,
    balance_transaction: `txn_${payment.id}`,
    captured: true,
    created: unixSeconds(payment.closedAt ?? payment.openedAt),
    currency: payment.currency.toLowerCase(),
    description: payment.subject,
    disputed: payment.disputes.length > 0,
    livemode: false,
    metadata: payment.intentMetadata,
    paid: true,
    payment_intent: intentId(payment),
    refunded: refunded === payment.amountMinor,
    status: 'succeeded',
  }
}

export function refundView(payment: StripePayment, refund: Refund): View {
  return {
    id: `re_${refund.id}`,
    object: 'refund',
    amount: refund.amountMinor,
    balance_transaction: `txn_${refund.id}`,
    charge: chargeId(payment),
    created: unixSeconds(refund.at),
    currency: payment.currency.toLowerCase(),
    metadata: refund.metadata ?? {},
    payment_intent: intentId(payment),
    reason: refund.reason,
    status: 'succeeded',
  }
}

export function disputeView(payment: StripePayment, dispute: Dispute): View {
  return {
    id: `du_${dispute.id}`,
    object: 'dispute',
    amount: dispute.amountMinor,
    charge: chargeId(payment),
    created: unixSeconds(dispute.openedAt),
    currency: payment.currency.toLowerCase(),
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: intentId(payment),
    reason: 'fraudulent',
    status: dispute.state === 'open' ? 'needs_response' : dispute.state,
  }
}

const CATEGORY = {
  payment: 'charge',
  refund: 'refund',
  dispute: 'dispute',
  'dispute-return': 'dispute_reversal',
} as const
/** This account is paid out in dollars, whatever the buyer pays in. */
const DOLLARS_PER_YUAN = 0.14

/** A line of the account's balance; what it is about stays in the buyer's currency. */
export function bookedView(line: BookLine<StripePayment>, expand: Expand): View {
  const { payment, id, kind, amountMinor, at } = line
  const isForeign = payment.currency !== 'USD'
  const amount = isForeign ? Math.round(amountMinor * DOLLARS_PER_YUAN) : amountMinor
  const source = sourceOf(line)
  const fee = kind === 'payment' ? Math.round(amount * 0.029) + 30 : 0
  return {
    id: kind === 'dispute-return' ? `txn_${id}_back` : `txn_${id}`,
    object: 'balance_transaction',
    amount,
    created: unixSeconds(at),
    currency: 'usd',
    exchange_rate: isForeign ? DOLLARS_PER_YUAN : null,
    fee,
    net: amount - fee,
    reporting_category: CATEGORY[kind],
    source: expand('source') ? source : source['id'],
    status: 'available',
    type: kind === 'payment' ? 'charge' : kind === 'refund' ? 'refund' : 'adjustment',
  }
}

function sourceOf({ kind, id, payment }: BookLine<StripePayment>): View {
  const refund = kind === 'refund' ? payment.refunds.find((each) => each.id === id) : undefined
  if (refund) return refundView(payment, refund)
  const dispute = payment.disputes.find((each) => each.id === id)
  return dispute ? disputeView(payment, dispute) : chargeView(payment)
}
