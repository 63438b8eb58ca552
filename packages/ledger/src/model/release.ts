import { creditHundredths } from '@aetherflow/db/quantities'
import type { LedgerModel, Refused, Task } from './ledger-model.ts'
import { resolveHold } from './resolve-hold.ts'

/** The door `release`: the owner cancels. */
export function release(
  model: LedgerModel,
  command: { taskId: string; userId: string },
): { repeated: boolean } | Refused {
  const task = model.tasks.get(command.taskId)
  if (task === undefined || task.userId !== command.userId) return { refused: 'NOT_FOUND' }
  if (task.status === 'cancelled') return { repeated: true }
  const attempt = task.attemptId === null ? undefined : model.attempts.get(task.attemptId)
  const claimed = task.status === 'processing' && attempt?.state === 'claimed'
  if (task.status !== 'pending' && !claimed) return { refused: 'TASK_NOT_CANCELLABLE' }
  if (claimed) attempt.state = 'abandoned'
  end(model, task, 'cancelled')
  return { repeated: false }
}

/** The inner door `release_tasks`; false when the task had ended before. */
export function fail(
  model: LedgerModel,
  command: { taskId: string; status: 'failed' | 'expired' | 'cancelled' },
): boolean {
  const task = model.tasks.get(command.taskId)
  if (task?.status !== 'pending' && task?.status !== 'processing') return false
  end(model, task, command.status)
  return true
}

function end(model: LedgerModel, task: Task, status: 'failed' | 'expired' | 'cancelled'): void {
  resolveHold(model, task, creditHundredths(0n))
  task.status = status
}
