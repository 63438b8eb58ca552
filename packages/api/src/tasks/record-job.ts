import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import type { RecordJob } from './worker-schemas.ts'

const keepJob: Statement = {
  name: 'tasks_record_job',
  text: 'SELECT queue.record_job($1::uuid, $2::bigint, $3, $4) AS ok',
}

/** Keeps the vendor's name of a job before it is asked about, so that the answer outlives this worker. */
export async function recordJob(
  { deps, actor }: WorkerCtx,
  { attemptId, fence, job }: RecordJob,
): Promise<{ ok: boolean }> {
  const values = [attemptId, fence, actor.workerId, job]
  const [row] = await retryConflict(() => deps.sql.query<{ ok: boolean | null }>(keepJob, values))
  return { ok: row?.ok === true }
}
