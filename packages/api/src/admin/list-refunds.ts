import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { refundSelect, type RefundRow, toRefund } from './internal/refund-rows.ts'
import type { RefundsInput, RefundView } from './order-schemas.ts'

const page: Statement = {
  name: 'admin_refunds',
  text: `${refundSelect} WHERE r.id < $1 AND (cardinality($3::text[]) = 0 OR r.state = ANY ($3::text[]::refund_state[]))
         ORDER BY r.id DESC LIMIT $2`,
}

/** Refunds through gateways, newest first, optionally of some states only. */
export async function listRefunds(
  { deps, actor }: UserCtx,
  input: RefundsInput,
): Promise<{ refunds: RefundView[]; more: boolean }> {
  const { before = lastUuid, limit, states } = input
  const found = await deps.sql.query<RefundRow>(page, [before, limit + 1, states])
  const { rows, more } = pageOf(found, limit)
  return { refunds: rows.map((row) => toRefund(row, actor.userId)), more }
}
