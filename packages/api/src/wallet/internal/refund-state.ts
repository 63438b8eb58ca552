import type { Sql } from '@aetherflow/db/sql'
import { readSetting } from '../../read-setting.ts'
import { type Paid, worthOfMoney } from './money-of-credits.ts'

/**
 * How a refund of an order begins: above the approval limit it waits for a second admin. What counts is its
 * credits or what its money is worth, whichever is more, as in the door: else the door would refuse it for good.
 */
export async function firstRefundState(
  sql: Sql,
  order: Paid,
  refund: Paid,
): Promise<'awaiting_approval' | 'requested'> {
  const limit = await readSetting(sql, 'approval.limit')
  const isAbove = refund.credits > limit || worthOfMoney(order, refund.amountMinor) > limit
  return isAbove ? 'awaiting_approval' : 'requested'
}
