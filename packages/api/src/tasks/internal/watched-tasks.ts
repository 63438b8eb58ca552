import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../../context.ts'
import { taskColumns, taskJoins, type TaskRow } from './task-rows.ts'

// Unfinished tasks, the newest ones (finished between two readings), and those watched a moment ago.
// Not "row_version above the last one seen": versions are drawn before commit, so that would lose some.
const read: Statement = {
  name: 'tasks_watched',
  text: `
    WITH wanted AS (
      (SELECT id FROM tasks WHERE user_id = $1 AND status IN ('pending', 'processing') ORDER BY row_version DESC LIMIT 500)
      UNION (SELECT id FROM tasks WHERE user_id = $1 ORDER BY id DESC LIMIT 24)
      UNION (SELECT unnest($2::uuid[])))
    SELECT ${taskColumns} FROM wanted w JOIN tasks t ON t.id = w.id ${taskJoins}
    WHERE t.user_id = $1 ORDER BY t.id`,
}

/** What a stream has told its browser: per task, the state it was in. */
export type Told = Map<string, { state: string; unfinished: boolean }>

/** The caller's tasks whose state differs from what was told; `told` is brought up to date. */
export async function changedTasks({ deps, actor }: UserCtx, told: Told): Promise<TaskRow[]> {
  const watched = [...told].filter(([, { unfinished }]) => unfinished).map(([id]) => id)
  const rows = await deps.sql.query<TaskRow>(read, [actor.userId, watched])
  const changed = rows.filter((row) => told.get(row.id)?.state !== stateOf(row))
  told.clear()
  for (const row of rows) {
    const unfinished = row.status === 'pending' || row.status === 'processing'
    told.set(row.id, { state: stateOf(row), unfinished })
  }
  return changed
}

// Every step near the front, every tenth one further back: a long queue must not be a flood of events.
function stateOf({ rowVersion, ahead }: TaskRow): string {
  const place = ahead === null ? '' : ahead < 10 ? ahead : `${Math.floor(ahead / 10)}x`
  return `${rowVersion}/${place}`
}
