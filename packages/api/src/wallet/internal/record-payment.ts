import { prismaSql, type Statement } from '@aetherflow/db/sql'
import { type TopUpResult, topUp } from '@aetherflow/ledger/top-up'
import type { Deps } from '../../deps.ts'
import { toDomainError } from '../../to-domain-error.ts'
import { followDisputes } from './follow-disputes.ts'
import { followRefunds } from './follow-refunds.ts'
import type { PaidState } from './paid-state.ts'
import { type KnownOrder, readOrder } from './read-order.ts'
import { type Incident, recordIncident } from './record-incident.ts'

// The gateway's own time: its books put the payment on that day.
const paidAt: Statement = {
  name: 'order_paid_at',
  text: `UPDATE orders SET paid_at = least($2::timestamptz, credited_at) WHERE id = $1 AND status = 'credited'`,
}

/**
 * Credits a payment once, or parks its order and puts it before an admin, in one transaction; then
 * follows what the gateway says has become of it since. Any order of events ends the same, because each
 * brings the whole state.
 */
export async function recordPayment(
  deps: Deps,
  order: KnownOrder,
  payment: PaidState,
): Promise<'credited' | 'already' | 'mismatch' | 'conflict'> {
  const outcome = await credit(deps, order, payment)
  // What became of another payment than the credited one touches no credits.
  if (outcome === 'conflict') return outcome
  await followRefunds(deps, order, payment)
  await followDisputes(deps, order, payment)
  return outcome
}

async function credit(
  deps: Deps,
  order: KnownOrder,
  payment: PaidState,
): Promise<TopUpResult['kind'] | 'conflict'> {
  const { gatewayPaymentId, amountMinor, currency, merchant } = payment
  const seen = { gatewayPaymentId, amountMinor, currency, merchant }
  const paid = { orderId: order.id, gateway: order.gateway, ...seen }
  try {
    return await deps.prisma.$transaction(async (tx) => {
      const sql = prismaSql(tx)
      const result = await topUp(sql, paid)
      if (result.kind === 'mismatch') await recordIncident(sql, { ...paid, reason: result.reason })
      if (result.kind === 'credited') await sql.query(paidAt, [order.id, payment.paidAt])
      return result.kind
    })
  } catch (error) {
    // A refusal is about this one order: it must not stop the others.
    if (toDomainError(error)?.code !== 'IDEMPOTENCY_CONFLICT') throw error
    await recordIncident(deps.sql, { ...paid, reason: await conflictOf(deps, order, payment) })
    return 'conflict'
  }
}

/** Why the ledger knows the order's payment otherwise. */
async function conflictOf(
  deps: Deps,
  order: KnownOrder,
  payment: PaidState,
): Promise<Incident['reason']> {
  const now = await readOrder(deps.sql, order.id)
  return now?.gatewayPaymentId === payment.gatewayPaymentId ? 'CHANGED' : 'SECOND_PAYMENT'
}
