import type { Sql } from '@aetherflow/db/sql'
import { readSetting } from '../../read-setting.ts'

/** A refund worth more credits than the limit waits for a second admin. */
export async function firstRefundState(
  sql: Sql,
  worth: bigint,
): Promise<'awaiting_approval' | 'requested'> {
  return worth > (await readSetting(sql, 'approval.limit', 10_000n))
    ? 'awaiting_approval'
    : 'requested'
}
