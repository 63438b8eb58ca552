import type { UserCtx } from '../context.ts'
import { readStatement } from './internal/read-statement.ts'
import type { StatementInput, StatementLine } from './statement-schemas.ts'

/**
 * The caller's statement, newest first: all of it, or some types, a period, or what is about one order,
 * run or task. An id of somebody else finds nothing.
 */
export function listStatement(
  ctx: UserCtx,
  input: StatementInput,
): Promise<{ lines: StatementLine[]; more: boolean }> {
  return readStatement(ctx.deps.sql, ctx.actor.userId, input)
}
