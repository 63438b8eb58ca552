import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { claimsJson } from './internal/claims-json.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import { forgetRoutingView } from './internal/routing-view.ts'
import type { Claims, Dispatched } from './worker-schemas.ts'

const dispatchSet: Statement = {
  name: 'tasks_dispatch_set',
  text: 'SELECT attempt, ok, reason FROM queue.dispatch_set($1, $2::jsonb)',
}
type Row = { attempt: string; ok: boolean; reason: string | null }

/** Commits up to 50 intents to call in one transaction; a refused one has given everything back and requeued its task. */
export async function dispatchAttempts(
  { deps, actor }: WorkerCtx,
  input: Claims,
): Promise<Dispatched> {
  const values = [actor.workerId, claimsJson(input.claims)]
  const rows = await retryConflict(() => deps.sql.query<Row>(dispatchSet, values))
  deps.wake.send('task-changes')
  if (rows.some(({ ok }) => !ok)) {
    forgetRoutingView(deps)
    deps.wake.send('tasks')
  }
  return {
    answers: rows.map(({ attempt, ok, reason }) => ({ attemptId: attempt, ok, reason })),
  }
}
