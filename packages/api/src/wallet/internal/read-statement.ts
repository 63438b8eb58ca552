import type { Sql } from '@aetherflow/db/sql'
import { pageOf } from '../../keyset.ts'
import type { StatementInput, StatementLine } from '../statement-schemas.ts'
import { statementPeriod } from './statement-period.ts'
import { statementPage, statementPageAbout, statementPageOfTypes } from './statement-rows.ts'

/** One page of somebody's statement, newest first. */
export async function readStatement(
  sql: Sql,
  userId: string,
  input: StatementInput,
): Promise<{ lines: StatementLine[]; more: boolean }> {
  const { low, high, from, until } = await statementPeriod(sql, userId, input)
  const before = input.before !== undefined && input.before < high ? input.before : high
  const values: unknown[] = [userId, low, before, from, until, input.limit + 1]
  const types = [...new Set(input.types)]
  const { rows, more } = pageOf(await read(), input.limit)
  return { lines: rows, more }

  function read(): Promise<StatementLine[]> {
    if (input.about !== undefined)
      return sql.query(statementPageAbout, [...values, input.about, types])
    if (types.length > 0) return sql.query(statementPageOfTypes, [...values, types])
    return sql.query(statementPage, values)
  }
}
