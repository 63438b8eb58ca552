import type { Sql } from '@aetherflow/db/sql'
import { settle } from '../settle.ts'
import type { SettleInput, SettleOutcome } from '../settle-item.ts'
import { settleSet } from '../settle-set.ts'

export type SettleForm = (sql: Sql, input: SettleInput) => Promise<SettleOutcome | undefined>

/** One row at a time, or as a set of one: the same tests belong to both. */
export const SETTLE_FORMS: [string, SettleForm][] = [
  ['settle', settle],
  ['settle_set', async (sql, input) => (await settleSet(sql, [input]))[0]?.outcome],
]
