import type { Forgery, PaymentGatewaySetup } from '../payment/contract/setup.ts'
import type { PaymentGateway } from '../payment/payment-gateway.ts'
import { webhookInbox } from './webhook-inbox.ts'

const outcomeOf = {
  pay: 'paid',
  cancel: 'cancelled',
  expire: 'expired',
  redeliver: 'redeliver',
} as const

/** The simulator's control verbs that a gateway's contract needs. */
type SimulatorHands = {
  settlePayment(orderId: string, outcome: (typeof outcomeOf)[keyof typeof outcomeOf]): boolean
  refundAtDesk(orderId: string, amountMinor: number): boolean
  openDispute(orderId: string): boolean
  closeDispute(orderId: string, verdict: 'won' | 'lost'): boolean
  setCallbacks(habits: { copies: number; forge: Forgery[] }): void
  close(): Promise<void>
}

/** The hands of the contract, laid on the simulator. */
export async function simulatedGateway(
  simulator: SimulatorHands,
  gateway: PaymentGateway,
): Promise<PaymentGatewaySetup> {
  const shop = await webhookInbox(gateway.acknowledgement.body)
  return {
    gateway,
    notifyUrl: `${shop.url}/api/webhooks/${gateway.id}`,
    act: (orderId, action) => void simulator.settlePayment(orderId, outcomeOf[action]),
    refundAtDesk: (orderId, amountMinor) => void simulator.refundAtDesk(orderId, amountMinor),
    dispute: (orderId, verdict) =>
      void (verdict === 'open'
        ? simulator.openDispute(orderId)
        : simulator.closeDispute(orderId, verdict)),
    heard: (fits) => shop.heard(fits),
    async forged(orderId, forgery) {
      simulator.setCallbacks({ copies: 0, forge: [forgery] })
      simulator.settlePayment(orderId, 'redeliver')
      simulator.setCallbacks({ copies: 1, forge: [] })
      // Nothing genuine of this order is under way any more, so what comes next is the forger's.
      return shop.heard(
        ({ body }) => body.includes(orderId) || body.includes(orderId.replaceAll('-', '')),
      )
    },
    async close() {
      await simulator.close()
      await shop[Symbol.asyncDispose]()
    },
  }
}
