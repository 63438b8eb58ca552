import { personOf } from '../../person-of.ts'
import { gatewayId } from '../../wallet/schemas.ts'
import type { RefundView } from '../order-schemas.ts'

export type RefundRow = Omit<
  RefundView,
  'user' | 'requestedBy' | 'approvedBy' | 'gateway' | 'mayApprove'
> & {
  gateway: string
  userId: string
  email: string
  requesterId: string
  requesterEmail: string
  approverId: string | null
  approverEmail: string | null
}

/** What admins see of money on its way back. */
export const refundSelect = `
  SELECT r.id, r.order_id AS "orderId", r.incident_id AS "incidentId", u.id AS "userId", u.email, o.gateway, r.credits,
    r.amount_minor AS "amountMinor", r.currency, r.reason, r.state::text AS state, q.id AS "requesterId",
    q.email AS "requesterEmail", p.id AS "approverId", p.email AS "approverEmail", r.failure, r.attempts,
    r.gateway_refund_id AS "gatewayRefundId", r.created_at AS "createdAt", r.debited_at AS "debitedAt", r.ended_at AS "endedAt"
  FROM order_refunds r JOIN orders o ON o.id = r.order_id JOIN users u ON u.id = o.user_id
  JOIN users q ON q.id = r.requested_by LEFT JOIN users p ON p.id = r.approved_by`

/** A refund as the admin `viewer` sees it. */
export function toRefund(row: RefundRow, viewer: string): RefundView {
  const { userId, email, requesterId, requesterEmail, approverId, approverEmail, ...refund } = row
  const parties = [userId, requesterId]
  return {
    ...refund,
    gateway: gatewayId.parse(refund.gateway),
    user: { id: userId, email },
    requestedBy: { id: requesterId, email: requesterEmail },
    approvedBy: personOf(approverId, approverEmail),
    mayApprove: refund.state === 'awaiting_approval' && !parties.includes(viewer),
  }
}
