import { gatewayId } from '../../wallet/schemas.ts'
import type { ChargebackView } from '../order-schemas.ts'

export type ChargebackRow = Omit<ChargebackView, 'user' | 'gateway'> & {
  gateway: string
  userId: string
  email: string
}

/** What admins see of a payment that a bank took back. */
export const chargebackSelect = `
  SELECT b.id, b.order_id AS "orderId", u.id AS "userId", u.email, b.gateway, b.gateway_dispute_id AS "gatewayDisputeId",
    b.amount_minor AS "amountMinor", b.currency, b.credits, b.state::text AS state, b.taken, b.owed,
    b.created_at AS "createdAt", b.debited_at AS "debitedAt", b.ended_at AS "endedAt"
  FROM chargebacks b JOIN orders o ON o.id = b.order_id JOIN users u ON u.id = o.user_id`

/** A chargeback with the buyer as a person. */
export function toChargeback({ userId, email, gateway, ...row }: ChargebackRow): ChargebackView {
  return { ...row, user: { id: userId, email }, gateway: gatewayId.parse(gateway) }
}
