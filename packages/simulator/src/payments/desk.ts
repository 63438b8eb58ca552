import type { PaymentBook } from './create-payment-book.ts'
import type { Outcome } from './payment.ts'

/** What the control verbs do at one gateway; false where it does not know the order or cannot do it. */
export type Desk = {
  settle(orderId: string, outcome: Outcome | 'redeliver'): boolean
  refund(orderId: string, amountMinor: number): boolean
  openDispute(orderId: string): boolean
  closeDispute(orderId: string, verdict: 'won' | 'lost'): boolean
  clear(): void
}

/** The desk of a gateway whose payments are in a book. */
export function deskOf<Extra extends object>(book: PaymentBook<Extra>): Desk {
  return {
    settle(orderId, outcome) {
      const payment = book.byOrder(orderId)
      if (!payment) return false
      if (outcome === 'redeliver') book.retell(payment)
      else book.end(payment, outcome)
      return true
    },
    refund(orderId, amountMinor) {
      const payment = book.byOrder(orderId)
      const asked = { refundId: null, amountMinor, reason: 'refunded at the desk' }
      return payment !== undefined && book.refund(payment, asked).kind === 'refunded'
    },
    openDispute(orderId) {
      const payment = book.byOrder(orderId)
      return payment !== undefined && book.openDispute(payment)
    },
    closeDispute(orderId, verdict) {
      const payment = book.byOrder(orderId)
      return payment !== undefined && book.closeDispute(payment, verdict)
    },
    clear: () => book.clear(),
  }
}
