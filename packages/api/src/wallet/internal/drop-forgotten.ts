import type { PaymentGateway } from '@aetherflow/integrations/payment/payment-gateway'
import type { Deps } from '../../deps.ts'
import type { BookDifference } from './book-differences.ts'
import { readOrder } from './read-order.ts'

/**
 * Outside production the gateways live in the simulator, which forgets every payment when it is restarted: a line
 * that only we know is no difference there when its order is not known any more. A real gateway never forgets.
 */
export async function dropForgotten(
  deps: Deps,
  gateway: PaymentGateway,
  differences: BookDifference[],
): Promise<BookDifference[]> {
  if (deps.mode === 'production') return differences
  const kept: BookDifference[] = []
  for (const difference of differences) {
    const { orderId, theirsMinor } = difference
    const order = orderId === null || theirsMinor !== 0 ? null : await readOrder(deps.sql, orderId)
    const state =
      order === null
        ? null
        : await gateway.queryPayment({ orderId: order.id, reference: order.reference })
    if (state?.kind !== 'not-found') kept.push(difference)
  }
  return kept
}
