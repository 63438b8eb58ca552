import { prismaSql, type Statement } from '@aetherflow/db/sql'
import type {
  PaymentGateway,
  RefundOutcome,
} from '@aetherflow/integrations/payment/payment-gateway'
import { refundDone } from '@aetherflow/ledger/refund-done'
import { refundOrder } from '@aetherflow/ledger/refund-order'
import { refundReturn } from '@aetherflow/ledger/refund-return'
import type { Deps } from '../../deps.ts'
import { toDomainError } from '../../to-domain-error.ts'
import { type Incident, recordIncident } from './record-incident.ts'
import { reopenIncident } from './reopen-incident.ts'

export type TakenRefund = {
  id: string
  orderId: string
  incidentId: string | null
  amountMinor: number
  currency: string
  reason: string
  state: 'requested' | 'debited'
  attempts: number
  gatewayRefundId: string | null
}
type Target = {
  gateway: string
  reference: string | null
  gatewayPaymentId: string | null
  isDoneAtDesk: boolean
  isPayable: boolean
}

// The payment that goes back: an incident's own, which another one than the order's may be. Free of credits goes
// back only what had bought none, and no more of it than was paid.
const read: Statement = {
  name: 'order_refund_target',
  text: `SELECT o.gateway, o.gateway_reference AS reference, i.reason IS NOT DISTINCT FROM 'REFUND_AT_DESK' AS "isDoneAtDesk",
                coalesce(i.gateway_payment_id, o.gateway_payment_id) AS "gatewayPaymentId",
                r.credits > 0 OR (i.order_id = o.id AND r.amount_minor <= i.amount_minor AND r.currency = i.currency
                  AND (o.credited_at IS NULL OR o.gateway_payment_id <> i.gateway_payment_id)) IS TRUE AS "isPayable"
           FROM order_refunds r JOIN orders o ON o.id = r.order_id LEFT JOIN payment_incidents i ON i.id = r.incident_id
          WHERE r.id = $1`,
}
const accepted: Statement = {
  name: 'order_refund_accepted',
  text: `UPDATE order_refunds SET gateway_refund_id = $2 WHERE id = $1 AND state = 'debited'`,
}
// The bank took the payment back while its credits were on their way to the gateway: they are here again.
const askAgain: Statement = {
  name: 'order_ask_again',
  text: `UPDATE orders SET next_check_at = clock_now() WHERE id = $1::uuid
            AND EXISTS (SELECT FROM chargebacks c WHERE c.order_id = orders.id AND c.state = 'opened')`,
}
// One that took the rest takes no more: what came back since is an admin's to take.
const chargedBack: Statement = {
  name: 'order_charged_back',
  text: `SELECT o.gateway, o.merchant, o.gateway_payment_id AS "gatewayPaymentId" FROM orders o WHERE o.id = $1::uuid
            AND EXISTS (SELECT FROM chargebacks c WHERE c.order_id = o.id AND c.state IN ('debited', 'lost'))
            AND EXISTS (SELECT FROM order_refunds r WHERE r.id = $2::uuid AND r.credits > 0)`,
}
type ChargedBack = Pick<Incident, 'gateway' | 'merchant' | 'gatewayPaymentId'>

/**
 * Does the next step of one refund. Whatever died on the way is taken up again: the credits leave once by their
 * key, the gateway refunds once by the refund's id, and what it did already is asked before it is told again.
 */
export async function executeRefund(
  deps: Deps,
  refund: TakenRefund,
): Promise<'done' | 'refused' | 'later'> {
  if (refund.state === 'requested') {
    const taken = await takeCredits(deps, refund)
    if (taken !== 'debited') return taken
  }
  const [target] = await deps.sql.query<Target>(read, [refund.id])
  if (target === undefined || target.gatewayPaymentId === null) return 'later'
  if (!target.isPayable) return giveCreditsBack(deps, refund, 'NOT_REFUNDABLE')
  if (target.isDoneAtDesk) return finish(deps, refund, `desk:${refund.incidentId ?? ''}`)
  const gateway = deps.gateways.get(target.gateway)
  if (gateway === undefined) return 'later'
  const outcome = await tellGateway(deps, gateway, refund, target)
  if (outcome === null) return 'later'
  if (outcome.kind === 'refused') return giveCreditsBack(deps, refund, outcome.reason)
  if (outcome.kind === 'refunded') return finish(deps, refund, outcome.gatewayRefundId)
  await deps.sql.query(accepted, [refund.id, outcome.gatewayRefundId])
  return 'later'
}

async function takeCredits(
  deps: Deps,
  refund: TakenRefund,
): Promise<'debited' | 'refused' | 'later'> {
  try {
    return await deps.prisma.$transaction(async (tx) => {
      const sql = prismaSql(tx)
      const { outcome } = await refundOrder(sql, { refundId: refund.id })
      if (outcome !== 'refused') return 'debited'
      await reopenIncident(sql, refund.incidentId)
      return 'refused'
    })
  } catch (error) {
    if (toDomainError(error)?.code === 'SETTLEMENT_STOPPED') return 'later'
    throw error
  }
}

/** Null while nobody knows; the same refund is then tried again. */
async function tellGateway(
  deps: Deps,
  gateway: PaymentGateway,
  refund: TakenRefund,
  target: Target,
): Promise<RefundOutcome | null> {
  const { id: refundId, orderId, amountMinor, currency, reason } = refund
  const ref = { orderId, reference: target.reference }
  try {
    if (refund.attempts > 1) {
      const known = await lookUp(gateway, refundId, ref)
      if (known !== null) return known
    }
    const gatewayPaymentId = target.gatewayPaymentId ?? ''
    const told = { ...ref, gatewayPaymentId, refundId, amountMinor, currency, reason }
    return await gateway.refundPayment(told)
  } catch (cause) {
    deps.log.warn({ err: cause, refundId }, 'gateway did not answer about a refund')
    return null
  }
}

/** What the gateway did of an earlier try; a vendor forgets idempotency keys, but not its refunds. */
async function lookUp(
  gateway: PaymentGateway,
  refundId: string,
  ref: { orderId: string; reference: string | null },
): Promise<RefundOutcome | null> {
  const state = await gateway.queryPayment(ref)
  if (state.kind !== 'paid') return null
  const found = state.refunds.find((refund) => refund.refundId === refundId)
  if (found === undefined) return null
  const { gatewayRefundId } = found
  if (found.state === 'failed') return { kind: 'refused', reason: 'GATEWAY_FAILED' }
  return { kind: found.state === 'done' ? 'refunded' : 'pending', gatewayRefundId }
}

async function finish(deps: Deps, refund: TakenRefund, gatewayRefundId: string): Promise<'done'> {
  await refundDone(deps.sql, { refundId: refund.id, gatewayRefundId })
  return 'done'
}

async function giveCreditsBack(
  deps: Deps,
  refund: TakenRefund,
  reason: string,
): Promise<'refused'> {
  await deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    await refundReturn(sql, { refundId: refund.id, failure: reason.slice(0, 60) })
    await sql.query(askAgain, [refund.orderId])
    const [seen] = await sql.query<ChargedBack>(chargedBack, [refund.orderId, refund.id])
    const { orderId, amountMinor, currency } = refund
    if (seen !== undefined)
      await recordIncident(sql, { ...seen, reason: 'DISPUTE', orderId, amountMinor, currency })
    await reopenIncident(sql, refund.incidentId)
  })
  return 'refused'
}
