import type { Sql } from '@aetherflow/db/sql'
import { lastId } from '../../keyset.ts'
import { seekLine } from './seek-line.ts'

/** Ids between which a period lies, and the period itself, which decides: `id >= low AND id < high`. */
export type StatementPeriod = { low: bigint; high: bigint; from: string; until: string }

/** A period in ids, so that a page of long ago costs what a page of today costs. */
export async function statementPeriod(
  sql: Sql,
  userId: string,
  period: { from?: Date | undefined; until?: Date | undefined },
): Promise<StatementPeriod> {
  const { from, until } = period
  const [low, high] = await Promise.all([
    from === undefined ? null : seekLine(sql, userId, from, 'from'),
    until === undefined ? null : seekLine(sql, userId, until, 'until'),
  ])
  return {
    low: low ?? 0n,
    high: high ?? lastId,
    from: from?.toISOString() ?? '-infinity',
    until: until?.toISOString() ?? 'infinity',
  }
}
