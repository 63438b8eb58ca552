import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { jobsAnswer } from './internal/claim-answer.ts'
import type { JobCalls, Jobs } from './worker-schemas.ts'

const claim: Statement = {
  name: 'tasks_claim_unknowns',
  text: 'SELECT queue.claim_unknowns($1, $2::text[]) AS calls',
}

/** Unknown outcomes whose vendor is due to be asked about the job; each is handed out once per pause. */
export async function claimUnknowns({ deps }: WorkerCtx, input: Jobs): Promise<JobCalls> {
  const [row] = await deps.sql.query<{ calls: unknown }>(claim, [
    input.limit,
    input.vaultKeyIds ?? null,
  ])
  return { calls: jobsAnswer.parse(row?.calls) }
}
