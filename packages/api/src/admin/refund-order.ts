import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { decideRefund } from '../wallet/decide-refund.ts'
import { requestRefund as request } from '../wallet/request-refund.ts'
import { refundSelect, type RefundRow, toRefund } from './internal/refund-rows.ts'
import type { RefundView, RequestRefund, ReviewRefund } from './order-schemas.ts'

const read: Statement = { name: 'admin_refund', text: `${refundSelect} WHERE r.id = $1` }

async function findRefund({ deps, actor }: UserCtx, refundId: string): Promise<RefundView> {
  const [row] = await deps.sql.query<RefundRow>(read, [refundId])
  if (row === undefined) throw new DomainError('NOT_FOUND')
  return toRefund(row, actor.userId)
}

/**
 * Asks for a part or all of an order to go back through its gateway; above the setting approval.limit a second
 * admin agrees first. Throws NOT_FOUND, STATE_CHANGED, REFUND_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT.
 */
export async function requestRefund(ctx: UserCtx, input: RequestRefund): Promise<RefundView> {
  const { id } = await request(ctx, input)
  return findRefund(ctx, id)
}

/** Agrees to another admin's refund. Throws NOT_FOUND, STATE_CHANGED, SECOND_ADMIN_REQUIRED, IDEMPOTENCY_CONFLICT. */
export async function approveRefund(ctx: UserCtx, input: ReviewRefund): Promise<RefundView> {
  const { id } = await decideRefund(ctx, { ...input, decision: 'approve' })
  return findRefund(ctx, id)
}

/** Refuses a refund that awaits approval, also one's own. Throws NOT_FOUND, STATE_CHANGED, IDEMPOTENCY_CONFLICT. */
export async function refuseRefund(ctx: UserCtx, input: ReviewRefund): Promise<RefundView> {
  const { id } = await decideRefund(ctx, { ...input, decision: 'reject' })
  return findRefund(ctx, id)
}
