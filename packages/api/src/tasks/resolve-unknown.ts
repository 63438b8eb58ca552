import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import { forgetRoutingView } from './internal/routing-view.ts'
import type { ResolveUnknown } from './worker-schemas.ts'

const resolve: Statement = {
  name: 'tasks_resolve_unknown',
  text: `SELECT queue.resolve_unknown($1::uuid, 'job', $2, $3::bigint) AS resolved`,
}

/** What the vendor said of an unknown's job. Not billed: its credits come back. The first word stands. */
export async function resolveUnknown(
  { deps }: WorkerCtx,
  { attemptId, billed, billedE4 }: ResolveUnknown,
): Promise<{ resolved: boolean }> {
  const values = [attemptId, billed, billedE4]
  const [row] = await retryConflict(() => deps.sql.query<{ resolved: boolean }>(resolve, values))
  const resolved = row?.resolved === true
  if (resolved && !billed) {
    forgetRoutingView(deps)
    deps.wake.send('tasks')
  }
  return { resolved }
}
