import type { Statement } from '@aetherflow/db/sql'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { readOrder } from './read-order.ts'
import { type IncidentReason, recordIncident } from './record-incident.ts'
import { type OrderOutcome, resolveOrder } from './resolve-order.ts'

export type TakenEvent = {
  id: string
  gateway: string
  orderId: string | null
  kind: string
  payload: unknown
  isLastTry: boolean
}
/** `unmatched`: names a payment that no order has yet; its own event may still come. */
export type EventOutcome = OrderOutcome | 'ignored' | 'unmatched'

const payload = z.object({
  orderId: z.string().nullable(),
  merchant: z.string(),
  gatewayPaymentId: z.string().nullable(),
  amountMinor: z.int().nullable(),
  currency: z.string().nullable(),
})
type Told = z.infer<typeof payload>

const orderOfPayment: Statement = {
  name: 'order_of_payment',
  text: `SELECT id FROM orders WHERE gateway = $1 AND gateway_payment_id = $2`,
}

/** Does what follows from one event: the gateway is asked about its order, whatever the event says. */
export async function followEvent(deps: Deps, event: TakenEvent): Promise<EventOutcome> {
  const told = payload.parse(event.payload)
  const orderId = event.orderId ?? (await orderOf(deps, event, told))
  if (orderId === null) {
    if (told.orderId === null && told.gatewayPaymentId === null) return 'ignored'
    if (told.orderId === null && !event.isLastTry) return 'unmatched'
    await report(deps, event, told, 'UNKNOWN_ORDER', null)
    return 'no-order'
  }
  const outcome = await resolveOrder(deps, orderId)
  if (outcome === 'no-order') await report(deps, event, told, 'UNKNOWN_ORDER', null)
  if (outcome === 'credited' || outcome === 'already') {
    const order = await readOrder(deps.sql, orderId)
    if (told.gatewayPaymentId !== null && order?.gatewayPaymentId !== told.gatewayPaymentId)
      await report(deps, event, told, 'SECOND_PAYMENT', orderId)
  }
  return outcome
}

async function orderOf(deps: Deps, event: TakenEvent, told: Told): Promise<string | null> {
  if (told.orderId !== null || told.gatewayPaymentId === null) return null
  const [order] = await deps.sql.query<{ id: string }>(orderOfPayment, [
    event.gateway,
    told.gatewayPaymentId,
  ])
  return order?.id ?? null
}

/** A signed word about a payment that credits nothing here, kept for an admin: it moves no money. */
async function report(
  deps: Deps,
  event: TakenEvent,
  told: Told,
  reason: IncidentReason,
  orderId: string | null,
): Promise<void> {
  if (event.kind !== 'paid' || told.gatewayPaymentId === null) return
  await recordIncident(deps.sql, {
    gateway: event.gateway,
    gatewayPaymentId: told.gatewayPaymentId,
    orderId,
    reason,
    amountMinor: told.amountMinor ?? 0,
    currency: told.currency ?? '',
    merchant: told.merchant,
  })
}
