import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { readSetting } from '../read-setting.ts'
import { type AdjustmentRow, adjustmentSelect, toAdjustment } from './internal/adjustment-rows.ts'
import type { AdjustmentsInput, AdjustmentView } from './money-schemas.ts'

const page: Statement = {
  name: 'admin_adjustments',
  text: `${adjustmentSelect}
         WHERE j.id < $1 AND (cardinality($3::text[]) = 0 OR j.state = ANY ($3::text[]::adjustment_state[]))
           AND ($4::uuid IS NULL OR j.user_id = $4)
         ORDER BY j.id DESC LIMIT $2`,
}

/** Corrections by hand and buy-outs, newest first, with the limit above which two admins are needed. */
export async function listAdjustments(
  { deps, actor }: UserCtx,
  input: AdjustmentsInput,
): Promise<{ adjustments: AdjustmentView[]; more: boolean; approvalLimit: bigint }> {
  const { before = lastUuid, limit, states, userId = null } = input
  const [found, approvalLimit] = await Promise.all([
    deps.sql.query<AdjustmentRow>(page, [before, limit + 1, states, userId]),
    readSetting(deps.sql, 'approval.limit'),
  ])
  const { rows, more } = pageOf(found, limit)
  return { adjustments: rows.map((row) => toAdjustment(row, actor.userId)), more, approvalLimit }
}
