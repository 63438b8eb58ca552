import type { Statement } from '@aetherflow/db/sql'
import { settleSet } from '@aetherflow/ledger/settle-set'
import type { WorkerCtx } from '../context.ts'
import { recordOutcomes } from './internal/record-outcomes.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import { forgetRoutingView } from './internal/routing-view.ts'
import type { Succeed, Succeeded } from './worker-schemas.ts'

const keepEvidence: Statement = {
  name: 'tasks_keep_evidence',
  text: 'SELECT attempt FROM queue.keep_evidence($1, $2::jsonb)',
}

/**
 * Settles stored images, up to 50 in one transaction. An image whose task has ended meanwhile is kept
 * as evidence and not delivered. Throws SETTLEMENT_STOPPED.
 */
export async function succeedAttempts(ctx: WorkerCtx, input: Succeed): Promise<Succeeded> {
  const { deps } = ctx
  const items = input.results.map(({ requestId, ...result }) => ({
    ...result,
    upstreamRequestId: requestId,
  }))
  const settled = await retryConflict(() => settleSet(deps.sql, items))
  const outcomes = items.map((item, at) => ({ item, outcome: settled[at]?.outcome ?? 'stale' }))
  const late = outcomes.filter(({ outcome }) => outcome === 'stale').map(({ item }) => item)
  const kept = late.length === 0 ? new Set() : await keep(ctx, late)

  await recordOutcomes(
    ctx,
    outcomes
      .filter(({ outcome }) => outcome === 'settled')
      .map(({ item }) => ({ attempt: item.attemptId, delivered: true })),
  )
  forgetRoutingView(deps)
  deps.wake.send('tasks')
  deps.wake.send('task-changes')
  return {
    results: outcomes.map(({ item: { attemptId }, outcome }) => ({
      attemptId,
      outcome: kept.has(attemptId) ? 'evidence' : outcome,
    })),
  }
}

type Item = Omit<Succeed['results'][number], 'requestId'> & { upstreamRequestId: string | null }

async function keep({ deps, actor }: WorkerCtx, late: readonly Item[]): Promise<Set<string>> {
  const rows = JSON.stringify(late, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  const found = await deps.sql.query<{ attempt: string }>(keepEvidence, [actor.workerId, rows])
  return new Set(found.map(({ attempt }) => attempt))
}
