import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { appendDecisions } from './internal/append-decisions.ts'
import { type ClaimAnswer, claimAnswer } from './internal/claim-answer.ts'
import { modelsWithRoom } from './internal/models-with-room.ts'
import { type PeekedTask, type Proposal, propose } from './internal/propose.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import { countSkips } from './internal/count-skips.ts'
import { noteClaims, type RoutingView, routingView } from './internal/routing-view.ts'
import type { Claim, Claimed } from './worker-schemas.ts'

const peek: Statement = {
  name: 'tasks_peek',
  text: `SELECT task_id AS "taskId", user_id AS "userId", model_id AS "modelId", preference, own_key AS "ownKey",
           ceiling, cost_e4 AS "costE4", excluded
         FROM queue.peek($1, $2) LIMIT $3`,
}
const claim: Statement = {
  name: 'tasks_claim',
  text: 'SELECT queue.claim($1, $2::uuid[], $3::jsonb) AS answer',
}

/**
 * The claim in its four steps: the routing view in memory, an unlocked peek, the pure
 * ranking, and the SQL that locks, re-checks and assigns. No outside call inside.
 */
export async function claimTasks(ctx: WorkerCtx, input: Claim): Promise<Claimed> {
  const { deps, actor } = ctx
  const view = await routingView(deps, input.vaultKeyIds)
  const rooms = modelsWithRoom(view, input.limit)
  if (rooms.length === 0) return { calls: [], refused: 0, full: false }
  const tasks = await deps.sql.query<PeekedTask>(peek, [
    rooms.map(({ modelId }) => modelId),
    rooms.map(({ room }) => room),
    input.limit,
  ])
  if (tasks.length === 0) return { calls: [], refused: 0, full: false }

  const proposals = tasks.map((task) => propose(task, view))
  const answer = await claimProposed(ctx, actor.workerId, proposals)
  tellView(ctx, view, proposals, answer)
  appendDecisions(ctx, proposals, answer.chosen)
  if (answer.calls.length > 0) deps.wake.send('task-changes')
  return {
    calls: answer.calls,
    refused: answer.refusals.length,
    full: tasks.length === input.limit,
  }
}

async function claimProposed(
  { deps }: WorkerCtx,
  workerId: string,
  proposals: readonly Proposal[],
): Promise<ClaimAnswer> {
  const candidates = proposals.map(({ taskId, ranking, proposed }) => ({
    task: taskId,
    resources: ranking.candidates.slice(0, proposed).map(({ resourceId }) => resourceId),
  }))
  const values = [workerId, proposals.map(({ taskId }) => taskId), JSON.stringify(candidates)]
  const [row] = await retryConflict(() => deps.sql.query<{ answer: unknown }>(claim, values))
  return claimAnswer.parse(row?.answer)
}

/** Counts who was passed over, on the market as it was proposed from, and then takes from it what the claim took. */
function tellView(
  { deps }: WorkerCtx,
  { resources }: RoutingView,
  proposals: readonly Proposal[],
  { chosen, refusals }: ClaimAnswer,
): void {
  const byTask = new Map(proposals.map((proposal) => [proposal.taskId, proposal]))
  const taken = chosen.flatMap(({ task, resource }) => {
    const proposal = byTask.get(task)
    if (proposal === undefined) return []
    countSkips(deps, proposal, resources, resource)
    return [{ resourceId: resource, costE4: proposal.task.costE4 }]
  })
  const refused = [
    ...refusals.flatMap(({ reasons }) => reasons),
    ...chosen.flatMap(({ skipped }) => skipped),
  ]
  noteClaims(
    deps,
    taken,
    refused.map(({ resource }) => resource),
  )
}
