export type Currency = 'USD' | 'CNY'

/** `amountMinor` is in minor units (cents, fen) of `currency`. */
export type CreatePayment = {
  orderId: string
  amountMinor: number
  currency: Currency
  subject: string
  notifyUrl: string
  returnUrl: string
  expiresAt: Date
  /** Which page suits the buyer; some gateways have one for each. */
  device: 'desktop' | 'phone'
}

/** What `createPayment` answered, as far as the order keeps it. */
export type PaymentRef = {
  orderId: string
  /** The gateway's name for the payment page, where it has one. */
  reference: string | null
}

export type OpenedPayment = {
  redirectUrl: string
  /** Null while the gateway names no payment before it is made. */
  gatewayPaymentId: string | null
  reference: string | null
}

/** What a gateway told us. Signed, yet only a hint: whatever moves credits follows `queryPayment`. */
export type GatewayEvent = {
  /** The same for every delivery of one fact. */
  eventId: string
  /** Null where the event names a payment alone. */
  orderId: string | null
  gatewayPaymentId: string | null
  merchant: string
  kind: 'paid' | 'cancelled' | 'expired' | 'refunded' | 'dispute' | 'other'
  amountMinor: number | null
  currency: string | null
  raw: unknown
}

/** A refund as the gateway knows it, ours or one that was made at its own desk. */
export type GatewayRefund = {
  /** The `refundId` we gave; null for one that was not made by us. */
  refundId: string | null
  gatewayRefundId: string
  amountMinor: number
  state: 'pending' | 'done' | 'failed'
}

/** A payment that the buyer's bank took back, or wants to. */
export type GatewayDispute = {
  gatewayDisputeId: string
  amountMinor: number
  state: 'open' | 'won' | 'lost'
}

export type PaymentState =
  | { kind: 'not-found' }
  | { kind: 'pending' }
  | { kind: 'closed'; reason: 'cancelled' | 'expired' }
  | {
      kind: 'paid'
      gatewayPaymentId: string
      amountMinor: number
      currency: string
      merchant: string
      paidAt: Date
      refunds: GatewayRefund[]
      disputes: GatewayDispute[]
    }

export type RefundPayment = PaymentRef & {
  gatewayPaymentId: string
  /** Ours; the same id again refunds nothing more. */
  refundId: string
  amountMinor: number
  currency: string
  reason: string
}
export type RefundOutcome =
  | { kind: 'refunded'; gatewayRefundId: string }
  /** Accepted; `queryPayment` will tell. */
  | { kind: 'pending'; gatewayRefundId: string }
  | { kind: 'refused'; reason: string }

/** A line of the gateway's own books. Payments come in positive, refunds and disputes negative. */
export type StatementLine = {
  kind: 'payment' | 'refund' | 'dispute' | 'dispute-return'
  gatewayPaymentId: string
  /** Null where the gateway's books do not name it. */
  orderId: string | null
  amountMinor: number
  currency: string
  at: Date
}

/** A webhook as it came: the body's text untouched, because the signature covers its bytes. */
export type RawWebhook = { body: string; headers: Record<string, string> }
export type WebhookVerdict = { ok: true; event: GatewayEvent } | { ok: false; reason: string }

/**
 * The port to a payment gateway. Calls throw an Error with `code` `GATEWAY_UNREACHABLE` (nothing was sent),
 * `GATEWAY_REFUSED` (a definite no) or `GATEWAY_UNKNOWN` (no readable answer; ask again by `queryPayment`).
 */
export interface PaymentGateway {
  readonly id: string
  readonly merchant: string
  readonly currencies: readonly Currency[]
  /** What the webhook's sender wants to read: a plain `success` for most. */
  readonly acknowledgement: { status: number; contentType: string; body: string }
  /** Idempotent by `orderId`: the same order again gives the same payment. */
  createPayment(payment: CreatePayment): Promise<OpenedPayment>
  /** Checks signature, age and shape; never throws and asks nobody. */
  verifyWebhook(raw: RawWebhook): WebhookVerdict
  /** The gateway's own word on an order, the only one that moves credits. */
  queryPayment(ref: PaymentRef): Promise<PaymentState>
  /** Gives money back, at most once per `refundId`. */
  refundPayment(refund: RefundPayment): Promise<RefundOutcome>
  /** Makes sure that an unpaid order can no longer be paid; `paid` when the buyer was quicker. */
  closePayment(ref: PaymentRef): Promise<'closed' | 'paid' | 'not-found'>
  /** What the gateway booked on one UTC day, written YYYY-MM-DD. */
  statement(day: string): Promise<StatementLine[]>
}
