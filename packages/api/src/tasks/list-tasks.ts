import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { taskColumns, taskJoins, type TaskRow } from './internal/task-rows.ts'
import { toTaskView } from './internal/to-task-view.ts'
import type { ListedTasks, ListTasks } from './list-schemas.ts'

// Hot list: keyset on (user_id, id).
const page: Statement = {
  name: 'tasks_page',
  text: `SELECT ${taskColumns}, r.prompt FROM tasks t JOIN runs r ON r.id = t.run_id ${taskJoins}
         WHERE t.user_id = $1 AND t.id < $2 AND r.hidden_at IS NULL ORDER BY t.id DESC LIMIT $3`,
}
const filtered: Statement = {
  name: 'tasks_page_filtered',
  text: `SELECT ${taskColumns}, r.prompt FROM tasks t JOIN runs r ON r.id = t.run_id ${taskJoins}
         WHERE t.user_id = $1 AND t.id < $2 AND r.hidden_at IS NULL
           AND (cardinality($4::text[]) = 0 OR t.status = ANY($4::text[]::task_status[]))
           AND ($5::text = '' OR t.model_id = $5) AND (NOT $6::boolean OR i.favourite)
         ORDER BY t.id DESC LIMIT $3`,
}

/** The caller's tasks, newest first, optionally only some. */
export async function listTasks({ deps, actor }: UserCtx, input: ListTasks): Promise<ListedTasks> {
  const { before = lastUuid, limit, statuses, modelId = '', favourites } = input
  const values: unknown[] = [actor.userId, before, limit + 1]
  const all = statuses.length === 0 && modelId === '' && !favourites
  type Row = TaskRow & { prompt: string }
  const found = await (all
    ? deps.sql.query<Row>(page, values)
    : deps.sql.query<Row>(filtered, [...values, statuses, modelId, favourites]))
  const { rows, more } = pageOf(found, limit)
  return { tasks: rows.map((row) => ({ ...toTaskView(deps, row), prompt: row.prompt })), more }
}
