import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastId, pageOf } from '../keyset.ts'
import type { StatementInput, StatementLine } from './schemas.ts'

const columns = `id, type::text AS type, amount, spendable_delta AS "spendableDelta", held_delta AS "heldDelta",
  pending_delta AS "pendingDelta", spendable_after AS "spendableAfter", held_after AS "heldAfter",
  pending_after AS "pendingAfter", task_id AS "taskId", run_id AS "runId", order_id AS "orderId",
  description, created_at AS "createdAt"`

// Hot list: keyset on (user_id, id); ids of one user rise with time.
const page: Statement = {
  name: 'statement_page',
  text: `SELECT ${columns} FROM statement_lines WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3`,
}
const pageOfTypes: Statement = {
  name: 'statement_page_types',
  text: `SELECT ${columns} FROM statement_lines WHERE user_id = $1 AND id < $2 AND type = ANY($4::text[]::statement_type[])
         ORDER BY id DESC LIMIT $3`,
}

/** The caller's statement, newest first, optionally of some types only. */
export async function listStatement(
  ctx: UserCtx,
  input: StatementInput,
): Promise<{ lines: StatementLine[]; more: boolean }> {
  const values: unknown[] = [ctx.actor.userId, input.before ?? lastId, input.limit + 1]
  const found = await (input.types.length === 0
    ? ctx.deps.sql.query<StatementLine>(page, values)
    : ctx.deps.sql.query<StatementLine>(pageOfTypes, [...values, input.types]))
  const { rows, more } = pageOf(found, input.limit)
  return { lines: rows, more }
}
