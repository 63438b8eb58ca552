import { currency, gatewayId } from '../../wallet/schemas.ts'
import type { OrderRow } from '../order-schemas.ts'

export type FoundOrder = Omit<OrderRow, 'user' | 'gateway' | 'currency'> & {
  userId: string
  email: string
  gateway: string
  currency: string
}

/** What admins see of an order, from orders o and users u. */
export const orderColumns = `
  o.id, o.user_id AS "userId", u.email, o.status::text AS status, o.credits, o.amount_minor AS "amountMinor", o.currency,
  o.gateway, o.gateway_payment_id AS "gatewayPaymentId", o.device, o.mismatch_reason AS "mismatchReason",
  o.refunded_minor AS "refundedMinor", o.refunded_credits AS "refundedCredits",
  (SELECT count(*)::integer FROM payment_incidents n WHERE n.order_id = o.id AND n.state = 'open') AS "openIncidents",
  o.paid_at AS "paidAt", o.credited_at AS "creditedAt", o.expires_at AS "expiresAt", o.created_at AS "createdAt"`

/** An order with its buyer as a person; throws for a gateway or currency that nobody has. */
export function toOrderRow({ userId, email, ...row }: FoundOrder): OrderRow {
  return {
    ...row,
    user: { id: userId, email },
    gateway: gatewayId.parse(row.gateway),
    currency: currency.parse(row.currency),
  }
}
