import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../../context.ts'
import { retryConflict } from './retry-conflict.ts'

const record: Statement = {
  name: 'tasks_record_outcomes',
  text: 'SELECT queue.record_outcomes($1::jsonb)',
}

/** Adds outcomes to the resources' decayed records. They only steer the ranking, so a failure is logged. */
export async function recordOutcomes(
  { deps }: WorkerCtx,
  outcomes: readonly { attempt: string; delivered: boolean }[],
): Promise<void> {
  if (outcomes.length === 0) return
  try {
    await retryConflict(() => deps.sql.query(record, [JSON.stringify(outcomes)]))
  } catch (error) {
    deps.log.warn({ err: error }, 'outcomes were not recorded')
  }
}
