export type Outcome = 'paid' | 'cancelled' | 'expired'

/** What a merchant asks for. Amounts are minor units (cents, 分). */
export type Wanted = {
  orderId: string
  merchant: string
  amountMinor: number
  currency: 'USD' | 'CNY'
  subject: string
  notifyUrl: string
  returnUrl: string
  expiresAt: string
}

export type Refund = {
  /** 24 hex digits; each gateway dresses it in its own way. */
  id: string
  /** The merchant's own id; null for a refund that was made at the gateway's desk. */
  refundId: string | null
  amountMinor: number
  reason: string
  /** Where the gateway keeps a merchant's own notes. */
  metadata?: Record<string, string>
  at: string
}

export type Dispute = {
  id: string
  amountMinor: number
  state: 'open' | 'won' | 'lost'
  openedAt: string
  closedAt: string | null
}

export type Payment = Wanted & {
  id: string
  /** Proves that a form post came from the page. */
  formToken: string
  status: 'pending' | Outcome
  openedAt: string
  closedAt: string | null
  refunds: Refund[]
  disputes: Dispute[]
}

/** Something that happened to a payment and that its shop is told. */
export type Fact =
  | { kind: 'ended'; outcome: Outcome }
  | { kind: 'refund'; refund: Refund }
  | { kind: 'dispute'; dispute: Dispute }

/** What the buyer has given and nobody has taken back. */
export function leftOf(payment: Payment): number {
  const gone = [
    ...payment.refunds,
    ...payment.disputes.filter(({ state }) => state !== 'won'),
  ].reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return payment.status === 'paid' ? payment.amountMinor - gone : 0
}
