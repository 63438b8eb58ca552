import type { Loop, StartLoop } from '../loops/start-loop.ts'
import type { WorkerCaller } from '../worker-caller.ts'

/** The rounds that talk to payment gateways; `wake` is for what the web has stored just now. */
export function paymentLoops(
  { wallet }: Pick<WorkerCaller, 'wallet'>,
  loop: StartLoop,
): { all: Record<string, Loop>; wake(): void } {
  const stored = {
    events: loop('gateway-events', 2_000, () => wallet.processGatewayEvents({ limit: 20 })),
    orders: loop('orders', 2_000, () => wallet.reconcileOrders({ limit: 20 })),
    refunds: loop('refunds', 2_000, () => wallet.executeRefunds({ limit: 20 })),
  }
  // Each gateway's day once: what is due, and whether its books are there yet, is asked more often.
  const books = loop('gateway-books', 600_000, () => wallet.compareGatewayStatements())
  return {
    all: { ...stored, books },
    wake: () => Object.values(stored).forEach((one) => one.wake()),
  }
}
