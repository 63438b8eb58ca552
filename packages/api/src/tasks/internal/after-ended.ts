import type { WorkerCtx } from '../../context.ts'
import type { Ended } from '../worker-schemas.ts'
import { recordOutcomes } from './record-outcomes.ts'
import { forgetRoutingView } from './routing-view.ts'

export type EndedRow = { attempt: string; result: Ended['results'][number]['outcome'] }

/** What follows the commit: the resources' records, and wake-ups for workers and watching browsers. */
export async function afterEnded(
  ctx: WorkerCtx,
  ended: readonly EndedRow[],
  countAgainstResource: ReadonlySet<string>,
): Promise<void> {
  const ours = ended.filter(({ result }) => result === 'retried' || result === 'ended')
  await recordOutcomes(
    ctx,
    ours
      .filter(({ attempt }) => countAgainstResource.has(attempt))
      .map(({ attempt }) => ({ attempt, delivered: false })),
  )
  if (ours.length === 0) return
  forgetRoutingView(ctx.deps)
  // Capacity came back, whether or not a task did.
  ctx.deps.wake.send('tasks')
  ctx.deps.wake.send('task-changes')
}

export function toEnded(rows: readonly EndedRow[]): Ended {
  return { results: rows.map(({ attempt, result }) => ({ attemptId: attempt, outcome: result })) }
}
