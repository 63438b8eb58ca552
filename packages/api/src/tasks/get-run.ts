import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { runColumns, type RunRow, withTasks } from './internal/tasks-of-runs.ts'
import type { RunView } from './schemas.ts'

const read: Statement = {
  name: 'tasks_run',
  text: `SELECT ${runColumns} FROM runs r WHERE r.id = $1 AND r.user_id = $2`,
}

/** One of the caller's runs with its tasks as they are now. Throws NOT_FOUND. */
export async function getRun(ctx: UserCtx, input: { runId: string }): Promise<RunView> {
  const runs = await ctx.deps.sql.query<RunRow>(read, [input.runId, ctx.actor.userId])
  const [run] = await withTasks(ctx, runs)
  if (run === undefined) throw new DomainError('NOT_FOUND')
  return run
}
