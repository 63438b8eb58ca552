import type { PaymentGateway, RawWebhook } from '../payment-gateway.ts'

export const forgeries = [
  'empty-key',
  'wrong-key',
  'other-gateway',
  'weak-sign-type',
  'other-merchant',
  'changed-amount',
] as const
export type Forgery = (typeof forgeries)[number]

/** What of the contract a gateway has at all: known before any of it runs, so that no test passes for nothing. */
export type GatewayTraits = {
  /** How a payment that the buyer leaves, or that nobody makes in time, is called here. */
  endings: { cancel: 'cancelled' | 'expired'; expire: 'cancelled' | 'expired' }
  /** False where nothing is sent when a payment is opened, so that nothing can be compared yet. */
  remembersOpening: boolean
  /** False where the gateway's buyers cannot dispute through their bank. */
  hasDisputes: boolean
  /** What a forger can try here. */
  forgeries: readonly Forgery[]
}

/** An adapter, and the hands that move the gateway behind it. */
export type PaymentGatewaySetup = {
  gateway: PaymentGateway
  notifyUrl: string
  /** The buyer of an order on the gateway's page, or the gateway repeating itself. */
  act(orderId: string, action: 'pay' | 'cancel' | 'expire' | 'redeliver'): void
  refundAtDesk(orderId: string, amountMinor: number): void
  dispute(orderId: string, verdict: 'open' | 'won' | 'lost'): void
  /** The first unread webhook that fits, waiting for it. */
  heard(fits: (raw: RawWebhook) => boolean): Promise<RawWebhook>
  /** What a forger sends about a paid order. */
  forged(orderId: string, forgery: Forgery): Promise<RawWebhook>
  close(): Promise<void>
}
export type Under = () => PaymentGatewaySetup
