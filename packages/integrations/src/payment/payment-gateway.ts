/** `amountMinor` is in minor units (cents, fen) of `currency`. */
export type CreatePayment = {
  orderId: string
  amountMinor: number
  currency: 'USD' | 'CNY'
  subject: string
  notifyUrl: string
  returnUrl: string
  expiresAt: Date
}

/** What a gateway told us. Signed, yet only a hint: credits follow `queryPayment`. */
export type GatewayEvent = {
  eventId: string
  orderId: string
  gatewayPaymentId: string
  merchant: string
  kind: 'paid' | 'cancelled' | 'expired'
  amountMinor: number
  currency: string
  raw: unknown
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
  /** Idempotent by `orderId`: the same order again gives the same payment. */
  createPayment(
    payment: CreatePayment,
  ): Promise<{ redirectUrl: string; gatewayPaymentId: string | null }>
  /** Checks signature, age and shape; never throws and asks nobody. */
  verifyWebhook(raw: RawWebhook): WebhookVerdict
  /** The gateway's own word on an order, the only one that moves credits. */
  queryPayment(query: { orderId: string }): Promise<PaymentState>
}
