import type { CreditHundredths } from '@aetherflow/db/quantities'
import { rankCandidates } from './rank-candidates.ts'
import type { Preference, Ranking } from './routing-types.ts'
import type { RoutingView } from './routing-view.ts'

/** A pending task as `queue.peek` shows it. */
export type PeekedTask = {
  taskId: string
  userId: string
  modelId: string
  preference: Preference
  ownKey: boolean
  ceiling: CreditHundredths
  costE4: bigint
  excluded: string[]
}

export type Proposal = { taskId: string; ranking: Ranking }

/**
 * The candidates of one task. When all that could take it are busy, those are proposed: the claim then
 * refuses with the reason and the task steps aside for a moment.
 */
export function propose(task: PeekedTask, view: RoutingView): Proposal {
  const model = view.models.get(task.modelId)
  const asked = { ...task, id: task.taskId, upstreamId: model?.upstreamId ?? '' }
  const ready = rankCandidates(asked, view.resources, { now: view.now, includeWaiting: false })
  if (ready.candidates.length > 0) return { taskId: task.taskId, ranking: ready }
  const waiting = rankCandidates(asked, view.resources, { now: view.now, includeWaiting: true })
  return { taskId: task.taskId, ranking: waiting }
}
