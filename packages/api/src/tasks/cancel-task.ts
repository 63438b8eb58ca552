import { releaseTask } from '@aetherflow/ledger/release-task'
import type { UserCtx } from '../context.ts'
import { findTask } from './internal/find-task.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import { forgetRoutingView } from './internal/routing-view.ts'
import type { TaskView } from './schemas.ts'

/**
 * Cancels one of the caller's tasks that no upstream has been asked for yet, and returns its hold.
 * Repeating it answers the same. Throws NOT_FOUND and TASK_NOT_CANCELLABLE { status }.
 */
export async function cancelTask(ctx: UserCtx, input: { taskId: string }): Promise<TaskView> {
  const { deps, actor } = ctx
  await retryConflict(() => releaseTask(deps.sql, { taskId: input.taskId, userId: actor.userId }))
  forgetRoutingView(deps)
  deps.wake.send('tasks')
  deps.wake.send('task-changes')
  return findTask(ctx, input.taskId)
}
