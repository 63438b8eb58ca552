import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { jobsAnswer } from './internal/claim-answer.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import type { JobCalls, Jobs } from './worker-schemas.ts'

const resume: Statement = {
  name: 'tasks_resume',
  text: 'SELECT queue.resume($1, $2, $3::text[]) AS calls',
}

/** Takes over calls whose worker is gone and whose job the vendor has named: nothing is begun or paid again. */
export async function resumeJobs({ deps, actor }: WorkerCtx, input: Jobs): Promise<JobCalls> {
  const [row] = await retryConflict(() =>
    deps.sql.query<{ calls: unknown }>(resume, [
      actor.workerId,
      input.limit,
      input.vaultKeyIds ?? null,
    ]),
  )
  return { calls: jobsAnswer.parse(row?.calls) }
}
