import type { CreditHundredths } from '@aetherflow/db/quantities'
import type { CatalogueModel } from './catalogue.ts'
import { rankCandidates } from './rank-candidates.ts'
import { marketOf } from './routing-market.ts'
import type { Preference, Ranking, RoutingResource, RoutingTask } from './routing-types.ts'
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

/** What is proposed to the claim, with the facts it was decided on: the market moves on meanwhile. */
export type Proposal = {
  taskId: string
  task: RoutingTask
  now: Date
  /** Nobody had room, so those who could take it were asked all the same. */
  waiting: boolean
  ranking: Ranking
  /** Of each candidate, in the ranking's order. */
  facts: CandidateFacts[]
  /** How many of the candidates the claim is told. */
  proposed: number
}
export type CandidateFacts = Pick<RoutingResource, 'priceE4' | 'room' | 'concurrencyLimit'> & {
  delivered: number
  failed: number
  p50Ms: number
  p95Ms: number
}

type Market = Pick<RoutingView, 'resources' | 'now'> & {
  models: ReadonlyMap<string, Pick<CatalogueModel, 'upstreamId'>>
}

const PROPOSED = 3
/** Those behind the proposed ones are kept for the explanation. */
const CONSIDERED = 6
const NAMED = 50

/**
 * The candidates of one task. When all that could take it are busy, those are proposed: the claim then
 * refuses with the reason and the task steps aside for a moment.
 */
export function propose(task: PeekedTask, view: Market): Proposal {
  const model = view.models.get(task.modelId)
  const { taskId, ...facts } = task
  const asked: RoutingTask = { ...facts, id: taskId, upstreamId: model?.upstreamId ?? '' }
  const { resources, now } = view
  const rank = (includeWaiting: boolean) =>
    rankCandidates(asked, resources, { now, includeWaiting, limit: CONSIDERED, named: NAMED })
  const ready = rank(false)
  const waiting = ready.able === 0
  const ranking = waiting ? rank(true) : ready
  const { at, members } = marketOf(resources, asked, now)
  return {
    taskId,
    task: asked,
    now,
    waiting,
    ranking,
    facts: ranking.candidates.map(({ resourceId }) =>
      factsOf(members[at.get(resourceId) ?? -1], asked),
    ),
    proposed: PROPOSED,
  }
}

function factsOf(resource: RoutingResource | undefined, task: RoutingTask): CandidateFacts {
  const record = resource?.records.get(task.modelId)
  return {
    priceE4: resource?.priceE4 ?? 0n,
    room: resource?.room ?? 0,
    concurrencyLimit: resource?.concurrencyLimit ?? 1,
    delivered: record?.delivered ?? 0,
    failed: record?.failed ?? 0,
    p50Ms: record?.latencyMs ?? 0,
    p95Ms: record?.latencyP95 ?? 0,
  }
}
