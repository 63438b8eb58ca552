import type { Payment } from './payment.ts'

/** A line of a gateway's own books: money in is positive, money out negative. */
export type BookLine<P extends Payment> = {
  kind: 'payment' | 'refund' | 'dispute' | 'dispute-return'
  /** The id of the payment, refund or dispute that moved it. */
  id: string
  payment: P
  amountMinor: number
  at: string
}

/** Everything that moved money at one payment. A bank takes the money when it opens a dispute. */
export function bookLines<P extends Payment>(payment: P): BookLine<P>[] {
  if (payment.status !== 'paid') return []
  return [
    {
      kind: 'payment',
      id: payment.id,
      payment,
      amountMinor: payment.amountMinor,
      at: payment.closedAt ?? payment.openedAt,
    },
    ...payment.refunds.map(({ id, amountMinor, at }) => ({
      kind: 'refund' as const,
      id,
      payment,
      amountMinor: -amountMinor,
      at,
    })),
    ...payment.disputes.flatMap(({ id, amountMinor, state, openedAt, closedAt }) => [
      { kind: 'dispute' as const, id, payment, amountMinor: -amountMinor, at: openedAt },
      ...(state === 'won'
        ? [{ kind: 'dispute-return' as const, id, payment, amountMinor, at: closedAt ?? openedAt }]
        : []),
    ]),
  ]
}
