import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import type { Done } from './schemas.ts'

const withdraw: Statement = {
  name: 'ring_report_withdraw',
  text: 'DELETE FROM vault_ring_reports WHERE worker_id = $1',
}

/**
 * Takes back what this worker reported of its ring: it stops, so no vault key has to wait for it. What is out of use is
 * judged at the next worker's report, so that a restart of the only one puts nothing out of use. Withdrawn already is a success.
 */
export async function withdrawRing({ deps, actor }: WorkerCtx): Promise<Done> {
  await deps.sql.query(withdraw, [actor.workerId])
  return { done: true }
}
