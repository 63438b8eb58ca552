import type { Order, PaymentIncident } from '@aetherflow/db/generated/prisma/client'
import type { Sql, Statement } from '@aetherflow/db/sql'
import { type Refundable, refundable } from '../refundable.ts'
import { creditsOfMoney } from './money-of-credits.ts'

const answered: Statement = {
  name: 'incident_refunded',
  text: `SELECT coalesce(sum(amount_minor), 0)::bigint AS minor FROM order_refunds
          WHERE incident_id = $1::uuid AND state <> 'refused'`,
}
const notPayments: readonly string[] = ['UNKNOWN_ORDER', 'CHANGED', 'DISPUTE', 'REFUND_FAILED']

/**
 * What giving an incident's payment back takes: all of a payment that credited nothing, or, where the money went
 * back at the gateway's desk, the credits that it had bought. Null where there is nothing to give back.
 */
export async function refundOfIncident(
  sql: Sql,
  order: Order,
  incident: PaymentIncident,
): Promise<Refundable | null> {
  if (notPayments.includes(incident.reason)) return null
  const [row] = await sql.query<{ minor: bigint }>(answered, [incident.id])
  const amountMinor = incident.amountMinor - Number(row?.minor ?? 0n)
  if (amountMinor < 1) return null
  if (incident.reason === 'REFUND_AT_DESK') {
    const left = (await refundable(sql, [order.id])).get(order.id)
    if (left === undefined) return null
    const all = creditsOfMoney(order, order.refundedMinor + amountMinor) - order.refundedCredits
    const credits = all < left.credits ? all : left.credits
    return credits > 0n ? { credits, amountMinor } : null
  }
  // The credited payment itself goes back by a refund of the order, which takes its credits.
  const isCredited =
    order.creditedAt !== null && order.gatewayPaymentId === incident.gatewayPaymentId
  return isCredited ? null : { credits: 0n, amountMinor }
}
