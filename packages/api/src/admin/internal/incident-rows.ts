import { personOf } from '../../person-of.ts'
import { gatewayId } from '../../wallet/schemas.ts'
import type { IncidentView } from '../order-schemas.ts'

export type IncidentRow = Omit<IncidentView, 'user' | 'handledBy' | 'gateway'> & {
  gateway: string
  userId: string | null
  email: string | null
  handlerId: string | null
  handlerEmail: string | null
}

/** What admins see of a payment that does not fit. */
export const incidentSelect = `
  SELECT n.id, n.gateway, n.gateway_payment_id AS "gatewayPaymentId", n.order_id AS "orderId", u.id AS "userId", u.email,
    o.amount_minor AS "expectedMinor", o.currency AS "expectedCurrency", n.reason, n.amount_minor AS "amountMinor",
    n.currency, n.merchant, n.state::text AS state, n.resolution::text AS resolution, n.note,
    h.id AS "handlerId", h.email AS "handlerEmail", n.created_at AS "createdAt", n.resolved_at AS "resolvedAt"
  FROM payment_incidents n LEFT JOIN orders o ON o.id = n.order_id LEFT JOIN users u ON u.id = o.user_id
  LEFT JOIN users h ON h.id = n.handled_by`

/** An incident with its buyer and whoever closed it as people. */
export function toIncident(row: IncidentRow): IncidentView {
  const { userId, email, handlerId, handlerEmail, gateway, ...incident } = row
  return {
    ...incident,
    gateway: gatewayId.parse(gateway),
    user: personOf(userId, email),
    handledBy: personOf(handlerId, handlerEmail),
  }
}
