import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../../context.ts'
import type { ClaimAnswer } from './claim-answer.ts'
import type { Proposal } from './propose.ts'
import { routingPolicyVersion } from './score-of.ts'

const append: Statement = {
  name: 'tasks_append_decisions',
  text: 'SELECT queue.append_decisions($1::jsonb)',
}

// A provider with very many neighbours: the reasons of the first ones tell the story.
const MAX_EXCLUDED = 50

/**
 * Keeps why this resource and why not the others, in bulk and after the claim has committed. An
 * explanation that cannot be written must not cost the claim, so a failure is only logged.
 */
export async function appendDecisions(
  { deps }: WorkerCtx,
  proposals: readonly Proposal[],
  chosen: ClaimAnswer['chosen'],
): Promise<void> {
  if (chosen.length === 0) return
  const rankings = new Map(proposals.map(({ taskId, ranking }) => [taskId, ranking]))
  const rows = chosen.map(({ task, attempt, resource, skipped }) => {
    const { candidates = [], excluded = [] } = rankings.get(task) ?? {}
    const decision = {
      candidates: candidates.map(({ resourceId, price, score, success, latencyMs }) => ({
        resource: resourceId,
        price: price.toString(),
        score,
        features: { success, latencyMs },
      })),
      excluded: [
        ...skipped,
        ...excluded.map(({ resourceId, reason }) => ({ resource: resourceId, reason })),
      ].slice(0, MAX_EXCLUDED),
      chosen: resource,
    }
    return { attempt, task, version: routingPolicyVersion, decision }
  })
  try {
    await deps.sql.query(append, [JSON.stringify(rows)])
  } catch (error) {
    deps.log.warn({ err: error }, 'routing decisions were not written')
  }
}
