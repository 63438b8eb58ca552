import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../../context.ts'
import { DomainError } from '../../domain-error.ts'
import type { AdjustmentView } from '../money-schemas.ts'
import { type AdjustmentRow, adjustmentSelect, toAdjustment } from './adjustment-rows.ts'

const read: Statement = { name: 'admin_adjustment', text: `${adjustmentSelect} WHERE j.id = $1` }

/** One adjustment; NOT_FOUND for an id that does not exist. */
export async function findAdjustment(
  { deps, actor }: UserCtx,
  id: string | undefined,
): Promise<AdjustmentView> {
  const [row] = id === undefined ? [] : await deps.sql.query<AdjustmentRow>(read, [id])
  if (row === undefined) throw new DomainError('NOT_FOUND')
  return toAdjustment(row, actor.userId)
}
