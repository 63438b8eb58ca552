import { creditHundredths } from '@aetherflow/db/quantities'
import { exclusionOf, waitOf } from './exclusion-of.ts'
import { priceOf } from './price-of.ts'
import type {
  Candidate,
  Exclusion,
  Ranking,
  RoutingResource,
  RoutingTask,
} from './routing-types.ts'
import { latencyOf, scoreOf, successOf } from './score-of.ts'
import { spread } from './spread.ts'

export type RankOptions = {
  now: Date
  /** A quote counts a busy resource as one that can run the task; a claim does not. */
  includeWaiting: boolean
  limit?: number
}

const MAX_CANDIDATES = 3
const MEASURED_FROM = 2.5

/**
 * The best resources for a task, at most three, and why the others are none. Pure: what it
 * proposes, the claim checks again. Equal scores are ordered by load, then by a spread that differs
 * from task to task, so that equals share the work and no account is favoured.
 */
export function rankCandidates(
  task: RoutingTask,
  resources: readonly RoutingResource[],
  options: RankOptions,
): Ranking {
  const excluded: Exclusion[] = []
  const able: Able[] = []
  for (const resource of resources) {
    const price = task.ownKey ? creditHundredths(0n) : priceOf(task.costE4, resource.priceE4)
    const lasting = exclusionOf(task, resource, price, options.now)
    const waitsFor = waitOf(resource, options.now)
    const reason = lasting ?? (options.includeWaiting ? null : waitsFor)
    if (reason !== null) excluded.push({ resourceId: resource.id, reason })
    else able.push({ resource, price, waitsFor })
  }
  const candidates = scored(task, able)
    .toSorted(byScore)
    .slice(0, options.limit ?? MAX_CANDIDATES)
    .map(({ candidate }) => candidate)
  return { candidates, excluded }
}

type Able = {
  resource: RoutingResource
  price: Candidate['price']
  waitsFor: Candidate['waitsFor']
}
type Scored = { candidate: Candidate; load: number; order: number }

function scored(task: RoutingTask, able: readonly Able[]): Scored[] {
  const cheapest = able.reduce<Candidate['price']>(
    (least, { price }) => (price < least ? price : least),
    able[0]?.price ?? creditHundredths(0n),
  )
  return able.map(({ resource, price, waitsFor }) => {
    const record = resource.records.get(task.modelId)
    const success = successOf(record)
    const latencyMs = latencyOf(record)
    const measured = (record?.delivered ?? 0) >= MEASURED_FROM
    const score = scoreOf({ price, success, latencyMs }, cheapest, task.preference)
    return {
      candidate: { resourceId: resource.id, price, score, success, latencyMs, measured, waitsFor },
      load: 1 - Math.max(resource.room, 0) / resource.concurrencyLimit,
      order: spread(task.id, resource.id),
    }
  })
}

// What differs later than the ninth digit is rounding, not a difference.
const rounded = ({ candidate }: Scored): number => Math.round(candidate.score * 1e9)

function byScore(a: Scored, b: Scored): number {
  const difference = rounded(b) - rounded(a)
  if (difference !== 0) return difference
  if (a.load !== b.load) return a.load - b.load
  return a.order - b.order
}
