import type { RawWebhook } from '@aetherflow/integrations/payment/payment-gateway'
import type { Deps } from '../deps.ts'
import { isUuid } from '../is-uuid.ts'

export type StoredEvent = { kind: 'stored' | 'repeated' | 'refused' | 'unknown-gateway' }

/**
 * Keeps what a gateway told us after checking its signature, and credits nothing: the worker asks the
 * gateway itself before money moves. The caller acknowledges only after this resolved.
 */
export async function storeGatewayEvent(
  deps: Deps,
  gatewayId: string,
  raw: RawWebhook,
): Promise<StoredEvent> {
  const gateway = deps.gateways.get(gatewayId)
  if (gateway === undefined) return { kind: 'unknown-gateway' }
  const verdict = gateway.verifyWebhook(raw)
  if (!verdict.ok) {
    deps.log.warn({ gateway: gatewayId, reason: verdict.reason }, 'webhook refused')
    return { kind: 'refused' }
  }
  const { event } = verdict
  const { count } = await deps.prisma.gatewayEvent.createMany({
    data: [
      {
        gateway: gateway.id,
        eventId: event.eventId,
        orderId: isUuid(event.orderId) ? event.orderId : null,
        kind: event.kind,
        payload: {
          orderId: event.orderId,
          merchant: event.merchant,
          gatewayPaymentId: event.gatewayPaymentId,
          amountMinor: event.amountMinor,
          currency: event.currency,
        },
      },
    ],
    skipDuplicates: true,
  })
  deps.wake.send('gateway-events')
  return { kind: count === 1 ? 'stored' : 'repeated' }
}
