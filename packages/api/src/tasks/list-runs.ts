import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { runColumns, type RunRow, withTasks } from './internal/tasks-of-runs.ts'
import type { ListRuns } from './list-schemas.ts'
import type { RunView } from './schemas.ts'

// Hot list: keyset on (user_id, id).
const page: Statement = {
  name: 'tasks_runs_page',
  text: `SELECT ${runColumns} FROM runs r
         WHERE r.user_id = $1 AND r.id < $2 AND r.hidden_at IS NULL ORDER BY r.id DESC LIMIT $3`,
}
const filtered: Statement = {
  name: 'tasks_runs_filtered',
  text: `SELECT ${runColumns} FROM runs r
         WHERE r.user_id = $1 AND r.id < $2 AND r.hidden_at IS NULL
           AND ($4::text = '' OR strpos(lower(r.prompt), lower($4)) > 0)
           AND EXISTS (SELECT FROM tasks t WHERE t.run_id = r.id
             AND (cardinality($5::text[]) = 0 OR t.status = ANY($5::text[]::task_status[]))
             AND ($6::text = '' OR t.model_id = $6))
         ORDER BY r.id DESC LIMIT $3`,
}

/** The caller's runs with their tasks, newest first, optionally only some. */
export async function listRuns(
  ctx: UserCtx,
  input: ListRuns,
): Promise<{ runs: RunView[]; more: boolean }> {
  const { before = lastUuid, limit, search = '', statuses, modelId = '' } = input
  const values: unknown[] = [ctx.actor.userId, before, limit + 1]
  const all = search === '' && statuses.length === 0 && modelId === ''
  const found = await (all
    ? ctx.deps.sql.query<RunRow>(page, values)
    : ctx.deps.sql.query<RunRow>(filtered, [...values, search, statuses, modelId]))
  const { rows, more } = pageOf(found, limit)
  return { runs: await withTasks(ctx, rows), more }
}
