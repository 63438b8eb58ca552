import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { claimsJson } from './internal/claims-json.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import type { Claims } from './worker-schemas.ts'

const heartbeat: Statement = {
  name: 'tasks_heartbeat',
  text: 'SELECT attempt FROM queue.heartbeat($1, $2::jsonb)',
}

/** Extends the leases that this worker still holds by 30 s of database time, and names them. */
export async function renewLeases(
  { deps, actor }: WorkerCtx,
  input: Claims,
): Promise<{ held: string[] }> {
  const values = [actor.workerId, claimsJson(input.claims)]
  const rows = await retryConflict(() => deps.sql.query<{ attempt: string }>(heartbeat, values))
  return { held: rows.map(({ attempt }) => attempt) }
}
