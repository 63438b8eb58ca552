import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../../context.ts'
import type { RunView, TaskView } from '../schemas.ts'
import { expectedTimes } from './expected-times.ts'
import { taskColumns, taskJoins, type TaskRow } from './task-rows.ts'
import { toTaskView } from './to-task-view.ts'

const read: Statement = {
  name: 'tasks_of_runs',
  text: `SELECT ${taskColumns} FROM tasks t ${taskJoins}
         WHERE t.run_id = ANY($1::uuid[]) AND t.user_id = $2 ORDER BY t.run_id, t.index`,
}

export type RunRow = Omit<RunView, 'tasks'>

export const runColumns = `r.id, r.prompt, r.negative_prompt AS "negativePrompt", r.params,
  r.preference::text AS preference, r.own_key AS "ownKey", r.created_at AS "createdAt"`

/** The caller's runs with their tasks, in the order given. */
export async function withTasks(
  { deps, actor }: UserCtx,
  runs: readonly RunRow[],
): Promise<RunView[]> {
  if (runs.length === 0) return []
  const rows = await deps.sql.query<TaskRow>(read, [runs.map(({ id }) => id), actor.userId])
  const expected = await expectedTimes(deps, rows)
  const tasks = new Map<string, TaskView[]>(runs.map(({ id }) => [id, []]))
  for (const row of rows) tasks.get(row.runId)?.push(toTaskView(deps, row, expected.get(row.id)))
  return runs.map((run) => ({ ...run, tasks: tasks.get(run.id) ?? [] }))
}
