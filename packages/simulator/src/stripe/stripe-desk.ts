import type { Deliveries } from '../deliveries/create-deliveries.ts'
import { isLoopback } from '../http/is-loopback.ts'
import { createPaymentBook } from '../payments/create-payment-book.ts'
import type { Desk } from '../payments/desk.ts'
import { deskOf } from '../payments/desk.ts'
import type { Fact } from '../payments/payment.ts'
import { createIdempotency } from './idempotency.ts'
import type { Idempotency } from './idempotency.ts'
import type { SigningSecrets } from './stripe-message.ts'
import { stripeMessages } from './stripe-message.ts'
import type { StripeBook, StripeExtra, StripePayment } from './stripe-payment.ts'

/** What both sides share; made per data folder. */
export type StripeSettings = { secretKey: string; webhookSecret: string }

/** Everything that the simulated Stripe remembers. */
export type StripeDesk = Desk & {
  book: StripeBook
  idempotency: Idempotency
  /** The buyer chooses a bank that confirms a moment later. */
  submit(payment: StripePayment): void
}

const BANK_CONFIRMS_AFTER_MS = 4000

export function createStripeDesk(
  deliveries: Deliveries,
  now: () => number,
  secrets: SigningSecrets,
): StripeDesk {
  const tell = (payment: StripePayment, fact: Fact | { kind: 'submitted' }) => {
    // Real endpoints are set in Stripe's dashboard; here the shop names its own, on this machine.
    if (!URL.canParse(payment.notifyUrl) || !isLoopback(new URL(payment.notifyUrl).hostname)) return
    for (const message of stripeMessages(payment, fact, secrets, now)) deliveries.send(message)
  }
  const book = createPaymentBook<StripeExtra>(now, tell)
  const idempotency = createIdempotency(now)
  const desk = deskOf(book)
  return {
    ...desk,
    book,
    idempotency,
    settle(orderId, outcome) {
      // A page cannot be cancelled at Stripe: it expires, unless a bank has been asked, which may say no.
      const isPage = book.byOrder(orderId)?.submitted === false
      return desk.settle(orderId, outcome === 'cancelled' && isPage ? 'expired' : outcome)
    },
    submit(payment) {
      if (payment.status !== 'pending' || payment.submitted) return
      payment.submitted = true
      tell(payment, { kind: 'submitted' })
      setTimeout(() => book.end(payment, 'paid'), BANK_CONFIRMS_AFTER_MS).unref()
    },
    clear() {
      desk.clear()
      idempotency.clear()
    },
  }
}
