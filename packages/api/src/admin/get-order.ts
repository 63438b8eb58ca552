import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { refundable } from '../wallet/refundable.ts'
import { chargebackSelect, type ChargebackRow, toChargeback } from './internal/chargeback-rows.ts'
import { incidentSelect, type IncidentRow, toIncident } from './internal/incident-rows.ts'
import { type FoundOrder, orderColumns, toOrderRow } from './internal/order-rows.ts'
import { refundSelect, type RefundRow, toRefund } from './internal/refund-rows.ts'
import type { OrderDetail, OrderEvent } from './order-schemas.ts'

const read: Statement = {
  name: 'admin_order',
  text: `SELECT ${orderColumns} FROM orders o JOIN users u ON u.id = o.user_id WHERE o.id = $1`,
}
const events: Statement = {
  name: 'admin_order_events',
  text: `SELECT id, event_id AS "eventId", kind, received_at AS "receivedAt", processed_at AS "processedAt", outcome, attempts
         FROM gateway_events WHERE order_id = $1 ORDER BY received_at DESC LIMIT 100`,
}
const ofOrder = (name: string, select: string, alias: string): Statement => ({
  name,
  text: `${select} WHERE ${alias}.order_id = $1 ORDER BY ${alias}.id DESC LIMIT 100`,
})
const incidents = ofOrder('admin_order_incidents', incidentSelect, 'n')
const refunds = ofOrder('admin_order_refunds', refundSelect, 'r')
const chargebacks = ofOrder('admin_order_chargebacks', chargebackSelect, 'b')

/** An order with all that its gateway said and all that became of it. Throws NOT_FOUND. */
export async function getOrder(
  { deps, actor }: UserCtx,
  { orderId }: { orderId: string },
): Promise<OrderDetail> {
  const { sql } = deps
  const id = [orderId]
  const [[order], told, mismatches, back, banks, left] = await Promise.all([
    sql.query<FoundOrder>(read, id),
    sql.query<OrderEvent>(events, id),
    sql.query<IncidentRow>(incidents, id),
    sql.query<RefundRow>(refunds, id),
    sql.query<ChargebackRow>(chargebacks, id),
    refundable(sql, id),
  ])
  if (order === undefined) throw new DomainError('NOT_FOUND')
  return {
    order: toOrderRow(order),
    events: told,
    incidents: mismatches.map(toIncident),
    refunds: back.map((row) => toRefund(row, actor.userId)),
    chargebacks: banks.map(toChargeback),
    refundable: left.get(orderId) ?? { credits: 0n, amountMinor: 0 },
  }
}
