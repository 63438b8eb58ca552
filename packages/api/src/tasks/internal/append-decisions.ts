import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../../context.ts'
import type { Deps } from '../../deps.ts'
import type { ClaimAnswer } from './claim-answer.ts'
import type { Proposal } from './propose.ts'
import { routingPolicyVersion } from './routing-policy.ts'

const append: Statement = {
  name: 'tasks_append_decisions',
  text: 'SELECT queue.append_decisions($1::jsonb)',
}

// A provider with very many neighbours: the reasons of the first ones tell the story, all are counted.
const MAX_EXCLUDED = 12

/** Batches that may wait to be written; beyond that the database is in trouble and explanations are the least of it. */
const MAX_WAITING = 20

type Behind = { waiting: number; written: Promise<void> }
// One per process. A claim does not wait for its explanation.
const behind = new WeakMap<Deps, Behind>()

/**
 * Keeps why this resource and why not the others, with all that the choice was made from, so that it can be
 * replayed. Written behind the claim, in bulk and in order: an explanation that cannot be written must not cost
 * the claim, so a failure is only logged.
 */
export function appendDecisions(
  { deps }: Pick<WorkerCtx, 'deps'>,
  proposals: readonly Proposal[],
  chosen: ClaimAnswer['chosen'],
): void {
  if (chosen.length === 0) return
  const queue = behind.get(deps) ?? { waiting: 0, written: Promise.resolve() }
  behind.set(deps, queue)
  if (queue.waiting >= MAX_WAITING) {
    deps.log.warn({ decisions: chosen.length }, 'routing decisions were left out')
    return
  }
  queue.waiting += 1
  queue.written = queue.written.then(async () => {
    await write(deps, proposals, chosen)
    queue.waiting -= 1
  })
}

/** Resolves when everything that was claimed so far has its explanation; call it before the database is let go. */
export async function decisionsWritten(deps: Deps): Promise<void> {
  await behind.get(deps)?.written
}

async function write(
  deps: Deps,
  proposals: readonly Proposal[],
  chosen: ClaimAnswer['chosen'],
): Promise<void> {
  const byTask = new Map(proposals.map((proposal) => [proposal.taskId, proposal]))
  const rows = chosen.flatMap(({ task, attempt, resource, skipped }) => {
    const proposal = byTask.get(task)
    if (proposal === undefined) return []
    const decision = decisionOf(proposal, resource, skipped)
    return [{ attempt, task, version: routingPolicyVersion, decision }]
  })
  try {
    await deps.sql.query(append, [JSON.stringify(rows)])
  } catch (error) {
    deps.log.warn({ err: error }, 'routing decisions were not written')
  }
}

type Skipped = ClaimAnswer['chosen'][number]['skipped']

/** What is kept of a decision; amounts are text, because JSON has no whole numbers of any length. */
export function decisionOf(proposal: Proposal, chosen: string, skipped: Skipped) {
  const { task, ranking, facts, now, waiting, proposed } = proposal
  return {
    now: now.toISOString(),
    task: {
      modelId: task.modelId,
      preference: task.preference,
      ownKey: task.ownKey,
      costE4: task.costE4.toString(),
      ceiling: task.ceiling?.toString() ?? null,
      failedBefore: task.excluded,
    },
    waiting,
    proposed,
    able: ranking.able,
    cheapest: ranking.cheapest?.toString() ?? null,
    candidates: ranking.candidates.map((candidate, index) => ({
      resource: candidate.resourceId,
      price: candidate.price.toString(),
      score: candidate.score,
      features: {
        success: candidate.success,
        latencyMs: candidate.latencyMs,
        p95Ms: candidate.p95Ms,
      },
      facts: { ...facts[index], priceE4: facts[index]?.priceE4.toString() },
    })),
    skipped,
    excluded: [
      ...skipped,
      ...ranking.excluded.map(({ resourceId, reason }) => ({ resource: resourceId, reason })),
    ].slice(0, MAX_EXCLUDED),
    reasons: ranking.reasons,
    chosen,
  }
}
