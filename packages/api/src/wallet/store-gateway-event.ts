import type { Statement } from '@aetherflow/db/sql'
import type { GatewayEvent, RawWebhook } from '@aetherflow/integrations/payment/payment-gateway'
import type { Deps } from '../deps.ts'
import { isUuid } from '../is-uuid.ts'

export type StoredEvent =
  | { kind: 'stored' | 'repeated' | 'unknown-gateway' }
  | { kind: 'refused'; reason: string }

// One statement, so one short transaction: the event is kept unless the order that it names belongs to
// another gateway, and what it said before stays.
const store: Statement = {
  name: 'gateway_event_store',
  text: `WITH foreign_order AS (SELECT FROM orders WHERE id = $3::uuid AND gateway <> $1),
         kept AS (
           INSERT INTO gateway_events (gateway, event_id, order_id, kind, payload, received_at)
           SELECT $1, $2, $3::uuid, $4, $5::jsonb, clock_now() WHERE NOT EXISTS (SELECT FROM foreign_order)
           ON CONFLICT (gateway, event_id) DO NOTHING RETURNING id)
         SELECT EXISTS (SELECT FROM foreign_order) AS is_foreign, EXISTS (SELECT FROM kept) AS is_new`,
}

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
  const refused = (reason: string): StoredEvent => {
    deps.log.warn({ gateway: gateway.id, reason }, 'webhook refused')
    deps.counters.webhooks.inc({ gateway: gateway.id, outcome: reason })
    return { kind: 'refused', reason }
  }
  const verdict = gateway.verifyWebhook(raw)
  if (!verdict.ok) return refused(verdict.reason)
  const { event } = verdict
  if (event.merchant !== gateway.merchant) return refused('MERCHANT')
  const [row] = await deps.sql.query<{ is_foreign: boolean; is_new: boolean }>(store, [
    gateway.id,
    event.eventId,
    event.orderId !== null && isUuid(event.orderId) ? event.orderId : null,
    event.kind,
    JSON.stringify(told(event)),
  ])
  if (row === undefined) throw new Error('storing an event answered nothing')
  if (row.is_foreign) return refused('ORDER_OF_ANOTHER_GATEWAY')
  const kind = row.is_new ? 'stored' : 'repeated'
  deps.counters.webhooks.inc({ gateway: gateway.id, outcome: kind })
  deps.wake.send('gateway-events')
  return { kind }
}

/** What is kept of an event: facts for following it up, nothing about the buyer. */
function told(event: GatewayEvent): Record<string, unknown> {
  const { orderId, merchant, gatewayPaymentId, amountMinor, currency } = event
  return { orderId, merchant, gatewayPaymentId, amountMinor, currency }
}
