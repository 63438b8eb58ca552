import type { Statement } from '@aetherflow/db/sql'
import type { PaymentGateway, PaymentState } from '@aetherflow/integrations/payment/payment-gateway'
import type { Deps } from '../../deps.ts'
import { type KnownOrder, readOrder } from './read-order.ts'
import { recordPayment } from './record-payment.ts'

export type OrderOutcome =
  | 'credited'
  | 'already'
  | 'mismatch'
  | 'conflict'
  | 'cancelled'
  | 'expired'
  | 'pending'
  | 'unreachable'
  | 'no-order'

const close: Statement = {
  name: 'order_close',
  text: `UPDATE orders SET status = $2::order_status, next_check_at = NULL, updated_at = clock_now()
         WHERE id = $1 AND status = 'pending'`,
}
const later: Statement = {
  name: 'order_check_later',
  text: `UPDATE orders SET next_check_at = clock_now() + $2 * interval '1 millisecond', checks = checks + 1,
                updated_at = clock_now()
         WHERE id = $1 AND status = 'pending'`,
}
// One that had ended already was asked about because its buyer wished it: once is enough.
const asked: Statement = {
  name: 'order_asked',
  text: `UPDATE orders SET next_check_at = NULL WHERE id = $1 AND status <> 'pending' AND next_check_at IS NOT NULL`,
}

const firstPauseMs = 5_000
const longestPauseMs = 60_000

/**
 * Asks the gateway what became of an order and does what follows. The webhook and the reconciler both
 * come here, so whichever is first credits and the other finds it done.
 */
export async function resolveOrder(deps: Deps, orderId: string): Promise<OrderOutcome> {
  const order = await readOrder(deps.sql, orderId)
  if (order === null) return 'no-order'
  const outcome = await followUp(deps, order)
  if (outcome !== 'unreachable' && order.status !== 'pending')
    await deps.sql.query(asked, [order.id])
  return outcome
}

async function followUp(deps: Deps, order: KnownOrder): Promise<OrderOutcome> {
  const gateway = deps.gateways.get(order.gateway)
  // A gateway that was taken out of the configuration can say nothing more.
  if (gateway === undefined)
    return order.isAbandoned ? end(deps, order, 'expired') : askLater(deps, order, 'unreachable')
  const state = await ask(deps, order, () => gateway.queryPayment(refOf(order)))
  if (state === null) return askLater(deps, order, 'unreachable')
  if (state.kind === 'paid') return recordPayment(deps, order, state)
  if (state.kind === 'closed') return end(deps, order, state.reason)
  const isUnpaid = ['pending', 'expired', 'cancelled'].includes(order.status)
  return order.isOver && isUnpaid
    ? closeUnpaid(deps, gateway, order)
    : askLater(deps, order, 'pending')
}

/** Makes sure at the gateway that nobody can pay any more; a buyer who was quicker is credited. */
async function closeUnpaid(
  deps: Deps,
  gateway: PaymentGateway,
  order: KnownOrder,
): Promise<OrderOutcome> {
  const closed = await ask(deps, order, () => gateway.closePayment(refOf(order)))
  if (closed === null) return askLater(deps, order, 'unreachable')
  if (closed !== 'paid') return end(deps, order, 'expired')
  const state = await ask(deps, order, () => gateway.queryPayment(refOf(order)))
  if (state?.kind !== 'paid') return askLater(deps, order, 'unreachable')
  return recordPayment(deps, order, state)
}

const refOf = ({ id, reference }: KnownOrder) => ({ orderId: id, reference })

async function ask<T extends PaymentState | string>(
  deps: Deps,
  order: KnownOrder,
  call: () => Promise<T>,
): Promise<T | null> {
  return call().catch((cause: unknown) => {
    deps.log.warn({ err: cause, orderId: order.id }, 'gateway did not answer')
    return null
  })
}

async function end(
  deps: Deps,
  order: KnownOrder,
  reason: 'cancelled' | 'expired',
): Promise<OrderOutcome> {
  await deps.sql.query(close, [order.id, reason])
  return reason
}

async function askLater(
  deps: Deps,
  order: KnownOrder,
  outcome: 'pending' | 'unreachable',
): Promise<OrderOutcome> {
  const pauseMs = Math.min(firstPauseMs * 2 ** Math.min(order.checks, 10), longestPauseMs)
  await deps.sql.query(later, [order.id, pauseMs])
  return outcome
}
