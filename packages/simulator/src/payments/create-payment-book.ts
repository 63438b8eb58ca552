import { randomBytes } from 'node:crypto'
import type { BookLine } from './book-lines.ts'
import { bookLines } from './book-lines.ts'
import type { Fact, Outcome, Payment, Wanted } from './payment.ts'
import type { RefundAnswer, RefundAsked } from './take-back.ts'
import { closeDispute, newId, openDispute, refundPayment } from './take-back.ts'

/** One gateway's payments in memory; they expire by themselves. */
export type PaymentBook<Extra extends object> = {
  open(wanted: Wanted & Extra): Payment & Extra
  /** The newest payment of an order. */
  byOrder(orderId: string): (Payment & Extra) | undefined
  byId(id: string): (Payment & Extra) | undefined
  all(): (Payment & Extra)[]
  /** Ends a pending payment and tells the shop; false when it had ended already. */
  end(payment: Payment & Extra, outcome: Outcome): boolean
  refund(payment: Payment & Extra, asked: RefundAsked): RefundAnswer
  /** The buyer's bank takes back what is left; false when nothing is. */
  openDispute(payment: Payment & Extra): boolean
  closeDispute(payment: Payment & Extra, verdict: 'won' | 'lost'): boolean
  /** Tells the end of a payment again. */
  retell(payment: Payment & Extra): boolean
  /** The day's movements (UTC, YYYY-MM-DD), oldest first. */
  linesOf(day: string): BookLine<Payment & Extra>[]
  clear(): void
}

const MAX_PAYMENTS = 100_000
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** @param tell hears each fact once; it sends the webhook */
export function createPaymentBook<Extra extends object>(
  now: () => number,
  tell: (payment: Payment & Extra, fact: Fact) => void,
): PaymentBook<Extra> {
  type Entry = Payment & Extra
  const byId = new Map<string, Entry>()
  const byOrder = new Map<string, Entry>()
  const timers = new Map<string, NodeJS.Timeout>()
  const isoNow = () => new Date(now()).toISOString()
  const telling = (payment: Entry) => (fact: Fact) => tell(payment, fact)
  const book: PaymentBook<Extra> = {
    open(wanted) {
      if (byId.size >= MAX_PAYMENTS) throw new Error('the simulator holds no more payments')
      const payment: Entry = {
        ...wanted,
        id: newId(),
        formToken: randomBytes(18).toString('base64url'),
        status: 'pending',
        openedAt: isoNow(),
        closedAt: null,
        refunds: [],
        disputes: [],
      }
      byId.set(payment.id, payment)
      byOrder.set(payment.orderId, payment)
      const leftMs = Math.max(0, Date.parse(wanted.expiresAt) - now())
      const timer = setTimeout(
        () => book.end(payment, 'expired'),
        Math.min(LONGEST_TIMER_MS, leftMs),
      )
      timers.set(payment.id, timer.unref())
      return payment
    },
    byOrder: (orderId) => byOrder.get(orderId),
    byId: (id) => byId.get(id),
    all: () => [...byId.values()],
    end(payment, outcome) {
      if (payment.status !== 'pending') return false
      payment.status = outcome
      payment.closedAt = isoNow()
      clearTimeout(timers.get(payment.id))
      timers.delete(payment.id)
      tell(payment, { kind: 'ended', outcome })
      return true
    },
    refund: (payment, asked) => refundPayment(payment, asked, isoNow(), telling(payment)),
    openDispute: (payment) => openDispute(payment, isoNow(), telling(payment)),
    closeDispute: (payment, verdict) => closeDispute(payment, verdict, isoNow(), telling(payment)),
    retell(payment) {
      if (payment.status === 'pending') return false
      tell(payment, { kind: 'ended', outcome: payment.status })
      return true
    },
    linesOf: (day) =>
      [...byId.values()]
        .flatMap((payment) => bookLines(payment))
        .filter(({ at }) => at.startsWith(day))
        .toSorted((one, other) => one.at.localeCompare(other.at)),
    clear() {
      for (const timer of timers.values()) clearTimeout(timer)
      for (const map of [timers, byId, byOrder]) map.clear()
    },
  }
  return book
}
