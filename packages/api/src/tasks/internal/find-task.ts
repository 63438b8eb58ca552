import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../../context.ts'
import { DomainError } from '../../domain-error.ts'
import type { TaskView } from '../schemas.ts'
import { expectedTimes } from './expected-times.ts'
import { taskColumns, taskJoins, type TaskRow } from './task-rows.ts'
import { toTaskView } from './to-task-view.ts'

const read: Statement = {
  name: 'tasks_find',
  text: `SELECT ${taskColumns} FROM tasks t ${taskJoins} WHERE t.id = $1 AND t.user_id = $2`,
}

/** One of the caller's tasks; somebody else's is NOT_FOUND. */
export async function findTask({ deps, actor }: UserCtx, taskId: string): Promise<TaskView> {
  const [row] = await deps.sql.query<TaskRow>(read, [taskId, actor.userId])
  if (row === undefined) throw new DomainError('NOT_FOUND')
  const expected = await expectedTimes(deps, [row])
  return toTaskView(deps, row, expected.get(row.id))
}
