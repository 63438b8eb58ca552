import type { StatementLine } from '@aetherflow/integrations/payment/payment-gateway'

export type BookKind = StatementLine['kind']
/** A line that only one side knows, or that the sides know differently; amounts in minor units, signed as booked. */
export type BookDifference = {
  kind: BookKind
  gatewayPaymentId: string
  orderId: string | null
  currency: string
  oursMinor: number
  theirsMinor: number
}
/** All that we know of one payment, on whatever day we came to know it; minor units, not negative. */
export type KnownPayment = {
  gatewayPaymentId: string
  orderId: string | null
  currency: string
  paymentMinor: number
  refundMinor: number
  disputeMinor: number
  returnMinor: number
}
/** Something we recorded on the day, which the gateway's books must show on it or a little earlier. */
export type OurLine = {
  kind: BookKind
  gatewayPaymentId: string
  orderId: string
  currency: string
  amountMinor: number
}

const signOf: Record<BookKind, 1 | -1> = {
  payment: 1,
  refund: -1,
  dispute: -1,
  'dispute-return': 1,
}

/**
 * Compares a day of a gateway's books with ours by payment and amount. A payment must be known with exactly its
 * amount; what came back may be known in more than this day shows, because it can come back in parts.
 */
export function bookDifferences(books: {
  theirs: readonly StatementLine[]
  /** Their lines of this day and of the days just before. */
  recent: readonly StatementLine[]
  known: readonly KnownPayment[]
  ours: readonly OurLine[]
}): BookDifference[] {
  const known = new Map(books.known.map((payment) => [payment.gatewayPaymentId, payment]))
  const sums = new Map<string, BookDifference>()
  for (const line of books.theirs) {
    const { kind, gatewayPaymentId, currency, amountMinor } = line
    const sum = sums.get(keyOf(line))
    if (sum !== undefined) {
      sum.theirsMinor += amountMinor
      continue
    }
    const payment = known.get(gatewayPaymentId)
    const oursMinor = payment?.currency === currency ? signOf[kind] * knownMinor(payment, kind) : 0
    const orderId = payment?.orderId ?? line.orderId
    sums.set(keyOf(line), {
      kind,
      gatewayPaymentId,
      orderId,
      currency,
      oursMinor,
      theirsMinor: amountMinor,
    })
  }
  const theirs = [...sums.values()].filter(
    ({ kind, oursMinor, theirsMinor }) =>
      oursMinor !== theirsMinor &&
      (kind === 'payment' || Math.abs(theirsMinor) > Math.abs(oursMinor)),
  )
  const shown = new Set(books.recent.map(keyOf))
  const missing = books.ours
    .filter((line) => !shown.has(keyOf(line)))
    .map(({ amountMinor, ...line }) => ({ ...line, oursMinor: amountMinor, theirsMinor: 0 }))
  return [...theirs, ...missing]
}

const keyOf = (line: { kind: BookKind; gatewayPaymentId: string; currency: string }) =>
  `${line.kind} ${line.currency} ${line.gatewayPaymentId}`

function knownMinor(payment: KnownPayment, kind: BookKind): number {
  if (kind === 'payment') return payment.paymentMinor
  if (kind === 'refund') return payment.refundMinor
  return kind === 'dispute' ? payment.disputeMinor : payment.returnMinor
}
