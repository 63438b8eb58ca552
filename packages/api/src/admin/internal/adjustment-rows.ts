import { personOf } from '../../person-of.ts'
import type { AdjustmentView } from '../money-schemas.ts'

export type AdjustmentRow = Omit<
  AdjustmentView,
  'user' | 'requestedBy' | 'approvedBy' | 'mayApprove'
> & {
  userId: string
  email: string
  requesterId: string
  requesterEmail: string
  approverId: string | null
  approverEmail: string | null
}

/** What admins see of a correction by hand or a buy-out. */
export const adjustmentSelect = `
  SELECT j.id, j.kind::text AS kind, u.id AS "userId", u.email, j.account::text AS account, j.amount, j.reason,
    j.state::text AS state, q.id AS "requesterId", q.email AS "requesterEmail", p.id AS "approverId",
    p.email AS "approverEmail", j.failure, j.created_at AS "createdAt", j.decided_at AS "decidedAt", j.executed_at AS "executedAt"
  FROM adjustments j JOIN users u ON u.id = j.user_id JOIN users q ON q.id = j.requested_by
  LEFT JOIN users p ON p.id = j.approved_by`

/** An adjustment as the admin `viewer` sees it. */
export function toAdjustment(row: AdjustmentRow, viewer: string): AdjustmentView {
  const { userId, email, requesterId, requesterEmail, approverId, approverEmail, ...rest } = row
  return {
    ...rest,
    user: { id: userId, email },
    requestedBy: { id: requesterId, email: requesterEmail },
    approvedBy: personOf(approverId, approverEmail),
    mayApprove: rest.state === 'awaiting_approval' && ![userId, requesterId].includes(viewer),
  }
}
