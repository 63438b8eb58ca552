import type { Refund } from '../payments/payment.ts'
import { leftOf } from '../payments/payment.ts'
import type { StripeBook, StripePayment } from './stripe-payment.ts'
import { findStripe } from './stripe-payment.ts'
import type { StripeRefusal } from './stripe-error.ts'
import { invalidRequest, missing } from './stripe-error.ts'
import type { CreateRefund } from './stripe-schemas.ts'

/** Money back: without an amount, all that is left. */
export function createRefund(
  book: StripeBook,
  asked: CreateRefund,
): { payment: StripePayment; refund: Refund } | StripeRefusal {
  const name = asked.payment_intent ?? asked.charge
  if (name === undefined)
    return invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
    )
  const payment = findStripe(book, name)
  const isIntent = asked.payment_intent !== undefined
  if (!payment)
    return missing(isIntent ? 'payment_intent' : 'charge', name, isIntent ? 'payment_intent' : 'id')
  const refused = (message: string, code?: string) =>
    invalidRequest(message, { isSaved: true, ...(code === undefined ? {} : { code }) })
  if (payment.status !== 'paid')
    return refused(`This PaymentIntent (${name}) does not have a successful charge to refund.`)
  if (payment.disputes.some(({ state }) => state !== 'won'))
    return refused('Charge has been charged back; cannot issue a refund.', 'charge_disputed')
  const left = leftOf(payment)
  if (left === 0) return refused('Charge has already been refunded.', 'charge_already_refunded')
  const amountMinor = asked.amount ?? left
  const answer = book.refund(payment, {
    refundId: null,
    amountMinor,
    reason: asked.reason ?? '',
    metadata: asked.metadata ?? {},
  })
  if ('refund' in answer) return { payment, refund: answer.refund }
  return refused(
    `Refund amount (${amountMinor}) is greater than unrefunded amount on charge (${left})`,
  )
}
