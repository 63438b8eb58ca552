import type { Order, PaymentIncident } from '@aetherflow/db/generated/prisma/client'
import { prismaSql, type Sql, type Statement } from '@aetherflow/db/sql'
import { isFirstRequest } from '../admin-request.ts'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { lockForUser } from '../lock-for-user.ts'
import { refundOfIncident } from './internal/refund-of-incident.ts'
import { firstRefundState } from './internal/refund-state.ts'

export type ResolveIncident = {
  clientId: string
  incidentId: string
  resolution: 'refunded' | 'dismissed' | 'rechecked'
  note: string
}

const close: Statement = {
  name: 'payment_incident_close',
  text: `UPDATE payment_incidents SET state = 'resolved', resolution = $2::incident_resolution, note = $3,
                handled_by = $4::uuid, resolved_at = clock_now()
          WHERE id = $1::uuid AND state = 'open' RETURNING id`,
}
const insertRefund: Statement = {
  name: 'order_refund_of_incident',
  text: `INSERT INTO order_refunds (order_id, incident_id, client_id, request_hash, credits, amount_minor, currency,
                                    reason, state, requested_by, next_at, created_at)
         VALUES ($1::uuid, $2::uuid, $3::uuid, repeat('0', 64), $4::bigint, $5, $6, $7, $8::refund_state, $9::uuid,
                 clock_now(), clock_now()) RETURNING id`,
}

/**
 * Closes, for an admin, a payment that did not fit: gives it back, leaves it, or has the gateway asked afresh
 * about a parked order. The worker does what moves; a refund that comes to nothing opens the incident again.
 * Throws NOT_FOUND, STATE_CHANGED (not open, or the resolution does not suit it), IDEMPOTENCY_CONFLICT.
 */
export async function resolveIncident(ctx: UserCtx, input: ResolveIncident): Promise<void> {
  const { deps, actor } = ctx
  const { clientId, incidentId, resolution, note } = input
  await deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const incident = await tx.paymentIncident.findUnique({ where: { id: incidentId } })
    if (incident === null) throw new DomainError('NOT_FOUND')
    const action = 'wallet.resolve_incident'
    const request = { clientId, action, subjectId: incidentId, content: { resolution, note } }
    if (!(await isFirstRequest(sql, ctx, request))) return
    await lockForUser(sql, 'refunds', incident.orderId ?? incidentId)
    const closed = await sql.query(close, [incidentId, resolution, note, actor.userId])
    if (closed.length !== 1) throw new DomainError('STATE_CHANGED')
    const order =
      incident.orderId === null
        ? null
        : await tx.order.findUnique({ where: { id: incident.orderId } })
    if (resolution === 'rechecked' && !isParkedBy(order, incident))
      throw new DomainError('STATE_CHANGED')
    const detail: Record<string, unknown> = { resolution, reason: incident.reason }
    if (resolution === 'refunded')
      detail['refundId'] = await giveBack(sql, ctx, input, { order, incident })
    await audit(sql, ctx, { action, subjectKind: 'incident', subjectId: incidentId, detail })
  })
  deps.wake.send('gateway-events')
}

function isParkedBy(order: Order | null, incident: PaymentIncident): boolean {
  return order?.status === 'mismatch' && order.mismatchReason === incident.reason
}

async function giveBack(
  sql: Sql,
  ctx: UserCtx,
  input: ResolveIncident,
  about: { order: Order | null; incident: PaymentIncident },
): Promise<string> {
  const { order, incident } = about
  const refund = order === null ? null : await refundOfIncident(sql, order, incident)
  if (order === null || refund === null) throw new DomainError('STATE_CHANGED')
  const [made] = await sql.query<{ id: string }>(insertRefund, [
    order.id,
    incident.id,
    input.clientId,
    refund.credits,
    refund.amountMinor,
    incident.currency,
    input.note,
    await firstRefundState(sql, order, refund),
    ctx.actor.userId,
  ])
  if (made === undefined) throw new Error('the refund was not written')
  return made.id
}
