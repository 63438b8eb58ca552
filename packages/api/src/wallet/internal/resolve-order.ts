import { type Payment, topUp } from '@aetherflow/ledger/top-up'
import type { Statement } from '@aetherflow/db/sql'
import type { Deps } from '../../deps.ts'
import { toDomainError } from '../../to-domain-error.ts'

type PendingOrder = {
  id: string
  gateway: string
  expires_at: Date
  checks: number
  status: string
}
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

const read: Statement = {
  name: 'order_read',
  text: `SELECT id, gateway, expires_at, checks, status::text AS status FROM orders WHERE id = $1`,
}
const close: Statement = {
  name: 'order_close',
  text: `UPDATE orders SET status = $2::order_status, next_check_at = NULL, updated_at = now()
         WHERE id = $1 AND status = 'pending'`,
}
const later: Statement = {
  name: 'order_check_later',
  text: `UPDATE orders SET next_check_at = $2, checks = checks + 1, updated_at = clock_now() WHERE id = $1 AND status = 'pending'`,
}

const firstPauseMs = 5_000
const longestPauseMs = 60_000
/** A payment made in the last second before expiry is still found. */
const graceMs = 5 * 60_000

/**
 * Asks the gateway what became of an order and does the one thing that follows. The webhook and the
 * reconciler both come here, so whichever is first credits and the other finds it done.
 */
export async function resolveOrder(deps: Deps, orderId: string): Promise<OrderOutcome> {
  const [order] = await deps.sql.query<PendingOrder>(read, [orderId])
  if (order === undefined) return 'no-order'
  const gateway = deps.gateways.get(order.gateway)
  if (gateway === undefined) return 'unreachable'
  const state = await gateway.queryPayment({ orderId }).catch((cause: unknown) => {
    deps.log.warn({ err: cause, orderId }, 'gateway did not answer')
    return null
  })
  if (state === null) return checkLater(deps, order, 'unreachable')
  if (state.kind === 'paid') {
    const { gatewayPaymentId, amountMinor, currency, merchant } = state
    const paid = { gatewayPaymentId, amountMinor, currency, merchant }
    return credit(deps, { orderId, gateway: gateway.id, ...paid })
  }
  if (state.kind === 'closed') {
    await deps.sql.query(close, [orderId, state.reason])
    return state.reason
  }
  if (deps.clock.now().getTime() > order.expires_at.getTime() + graceMs) {
    await deps.sql.query(close, [orderId, 'expired'])
    return 'expired'
  }
  return checkLater(deps, order, 'pending')
}

// A refusal is about this one order (another payment had credited it): it must not stop the others.
async function credit(deps: Deps, payment: Payment): Promise<OrderOutcome> {
  try {
    return (await topUp(deps.sql, payment)).kind
  } catch (error) {
    if (toDomainError(error) === null) throw error
    deps.log.error({ err: error, orderId: payment.orderId }, 'payment refused by the ledger')
    return 'conflict'
  }
}

async function checkLater(
  deps: Deps,
  order: PendingOrder,
  outcome: 'pending' | 'unreachable',
): Promise<OrderOutcome> {
  const pause = Math.min(firstPauseMs * 2 ** Math.min(order.checks, 10), longestPauseMs)
  await deps.sql.query(later, [order.id, new Date(deps.clock.now().getTime() + pause)])
  return outcome
}
