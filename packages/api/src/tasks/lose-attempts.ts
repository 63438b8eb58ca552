import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { afterEnded, type EndedRow, toEnded } from './internal/after-ended.ts'
import { unknownCodeOf } from './internal/classify-failure.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import type { Ended, Unknown } from './worker-schemas.ts'

const unknownSet: Statement = {
  name: 'tasks_unknown_set',
  text: 'SELECT attempt, result FROM queue.unknown_set($1, $2::jsonb)',
}

/** Reports calls whose outcome nobody knows: asked at most once more, elsewhere, and recorded as such. */
export async function loseAttempts(ctx: WorkerCtx, input: Unknown): Promise<Ended> {
  const rows = input.results.map(({ attemptId, fence, reason, latencyMs }) => ({
    attempt: attemptId,
    fence: fence.toString(),
    code: unknownCodeOf[reason],
    breaker: true,
    latencyMs,
  }))
  const { deps, actor } = ctx
  const ended = await retryConflict(() =>
    deps.sql.query<EndedRow>(unknownSet, [actor.workerId, JSON.stringify(rows)]),
  )
  await afterEnded(ctx, ended, new Set(rows.map(({ attempt }) => attempt)))
  return toEnded(ended)
}
