import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { claimsJson } from './internal/claims-json.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import { forgetRoutingView } from './internal/routing-view.ts'
import type { Claims } from './worker-schemas.ts'

const handBack: Statement = {
  name: 'tasks_hand_back',
  text: 'SELECT attempt FROM queue.hand_back($1, $2::jsonb)',
}

/** A stopping worker returns what it has not dispatched, so that nobody waits for its leases. */
export async function handBackClaims(
  { deps, actor }: WorkerCtx,
  input: Claims,
): Promise<{ returned: string[] }> {
  const values = [actor.workerId, claimsJson(input.claims)]
  const rows = await retryConflict(() => deps.sql.query<{ attempt: string }>(handBack, values))
  if (rows.length > 0) {
    forgetRoutingView(deps)
    deps.wake.send('tasks')
    deps.wake.send('task-changes')
  }
  return { returned: rows.map(({ attempt }) => attempt) }
}
