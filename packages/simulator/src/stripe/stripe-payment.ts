import type { PaymentBook } from '../payments/create-payment-book.ts'
import type { Payment } from '../payments/payment.ts'

/** What Stripe keeps of a checkout session beside the payment itself. */
export type StripeExtra = {
  clientReferenceId: string | null
  metadata: Record<string, string>
  intentMetadata: Record<string, string>
  cancelUrl: string
  /** The buyer has chosen a bank that confirms later. */
  submitted: boolean
}
export type StripePayment = Payment & StripeExtra
export type StripeBook = PaymentBook<StripeExtra>

export const sessionId = ({ id }: Pick<Payment, 'id'>) => `cs_test_${id}`
export const intentId = ({ id }: Pick<Payment, 'id'>) => `pi_${id}`
export const chargeId = ({ id }: Pick<Payment, 'id'>) => `ch_${id}`

/** The payment that a session, intent or charge belongs to. */
export function findStripe(book: StripeBook, name: string): StripePayment | undefined {
  const [, id = ''] = /^(?:cs_test|pi|ch)_([0-9a-f]{24})$/.exec(name) ?? []
  const payment = book.byId(id)
  // Nothing but the page exists until the buyer confirms on it.
  const isPage = name.startsWith('cs_')
  return payment && (isPage || hasIntent(payment)) ? payment : undefined
}

export function hasIntent({ status, submitted }: StripePayment): boolean {
  return status === 'paid' || submitted
}

export const unixSeconds = (iso: string) => Math.floor(Date.parse(iso) / 1000)
