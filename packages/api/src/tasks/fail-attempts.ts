import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { afterEnded, type EndedRow, toEnded } from './internal/after-ended.ts'
import { classifyFailure } from './internal/classify-failure.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import type { Ended, Fail } from './worker-schemas.ts'

const failSet: Statement = {
  name: 'tasks_fail_set',
  text: 'SELECT attempt, result FROM queue.fail_set($1, $2::jsonb)',
}

/** Reports calls that definitely brought no image; what each code means is classify-failure's. */
export async function failAttempts(ctx: WorkerCtx, input: Fail): Promise<Ended> {
  const failures = input.results.map((result) => ({
    ...result,
    failure: classifyFailure(result.code, result.retryAfterMs ?? undefined),
  }))
  const rows = failures.map(({ attemptId, fence, requestId, latencyMs, failure }) => ({
    ...failure,
    attempt: attemptId,
    fence: fence.toString(),
    exclude: failure.retry,
    requestId,
    latencyMs,
  }))
  const { deps, actor } = ctx
  const ended = await retryConflict(() =>
    deps.sql.query<EndedRow>(failSet, [actor.workerId, JSON.stringify(rows)]),
  )
  const against = new Set(
    failures
      .filter(({ failure }) => failure.breaker || failure.pause !== null)
      .map(({ attemptId }) => attemptId),
  )
  await afterEnded(ctx, ended, against)
  return toEnded(ended)
}
