import type { Statement } from '@aetherflow/db/sql'
import { z } from 'zod'
import type { WorkerCtx } from '../context.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import { forgetRoutingView } from './internal/routing-view.ts'
import type { DispatchAnswer, Dispatching } from './worker-schemas.ts'

const dispatch: Statement = {
  name: 'tasks_dispatch',
  text: 'SELECT queue.dispatch($1::uuid, $2::bigint, $3) AS answer',
}
const dispatchAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), callDeadlineAt: z.string().transform((text) => new Date(text)) }),
  z.object({ ok: z.literal(false), reason: z.string() }),
])

/** Commits the intent to call. A refused dispatch has given everything back and requeued the task. */
export async function dispatchAttempt(
  { deps, actor }: WorkerCtx,
  input: Dispatching,
): Promise<DispatchAnswer> {
  const values = [input.attemptId, input.fence, actor.workerId]
  const [row] = await retryConflict(() => deps.sql.query<{ answer: unknown }>(dispatch, values))
  const answer = dispatchAnswer.parse(row?.answer)
  deps.wake.send('task-changes')
  if (!answer.ok) {
    forgetRoutingView(deps)
    deps.wake.send('tasks')
  }
  return answer
}
