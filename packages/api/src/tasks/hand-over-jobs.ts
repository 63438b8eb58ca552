import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { claimsJson } from './internal/claims-json.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import type { Claims } from './worker-schemas.ts'

const handOver: Statement = {
  name: 'tasks_hand_over',
  text: 'SELECT attempt FROM queue.hand_over($1, $2::jsonb)',
}

/** A stopping worker lets go of calls that another can go on asking about, instead of waiting for their end. */
export async function handOverJobs(
  { deps, actor }: WorkerCtx,
  input: Claims,
): Promise<{ handed: string[] }> {
  const values = [actor.workerId, claimsJson(input.claims)]
  const rows = await retryConflict(() => deps.sql.query<{ attempt: string }>(handOver, values))
  return { handed: rows.map(({ attempt }) => attempt) }
}
