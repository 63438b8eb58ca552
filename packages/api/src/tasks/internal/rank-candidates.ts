import { creditHundredths } from '@aetherflow/db/quantities'
import { judgeMarket, type Verdicts } from './judge-market.ts'
import { marketOf, reasonCodes, type RoutingMarket } from './routing-market.ts'
import { routingPolicy } from './routing-policy.ts'
import type {
  Candidate,
  Exclusion,
  PassingReason,
  Ranking,
  ReasonCount,
  RoutingResource,
  RoutingTask,
} from './routing-types.ts'
import { latencyOf, scoreOf } from './score-of.ts'
import { hashOf, spread } from './spread.ts'

export type RankOptions = {
  now: Date
  /** A quote counts a busy resource as one that can run the task; a claim does not. */
  includeWaiting: boolean
  limit?: number
  /** How many of the others are named with their reason; all are counted. */
  named?: number
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
  { now, includeWaiting, limit = MAX_CANDIDATES, named = Infinity }: RankOptions,
): Ranking {
  const market = marketOf(resources, task, now)
  const verdicts = judgeMarket(market, task, includeWaiting)
  const best = bestOf(market, task, verdicts, limit)
  const { excluded, reasons } = othersOf(market, verdicts, named)
  return {
    candidates: best.map((place) => candidateOf(market, task, place)),
    excluded,
    reasons,
    able: verdicts.able,
    cheapest: verdicts.able === 0 ? null : creditHundredths(BigInt(verdicts.cheapest)),
  }
}

type Place = { index: number; score: number; rounded: number; load: number; order: number }

/** The first few in order. Short lists are kept sorted while looking, so that no long one is sorted. */
function bestOf(
  market: RoutingMarket,
  task: RoutingTask,
  { codes, cheapest }: Verdicts,
  limit: number,
): Place[] {
  const weight = routingPolicy.weights[task.preference]
  const taskHash = hashOf(task.id)
  const best: Place[] = []
  let worst: Place | undefined
  const keepSorted = limit <= 16
  for (let index = 0; index < market.members.length; index++) {
    if (codes[index] !== 0) continue
    const price = task.ownKey ? 0 : (market.price[index] ?? 0)
    const success = market.success[index] ?? 0
    const score = scoreOf(weight, cheapest, price, success, market.speed[index] ?? 0)
    // What differs later than the ninth digit is rounding, not a difference.
    const rounded = Math.round(score * 1e9)
    const load = market.load[index] ?? 0
    // Nothing is made for those that cannot come in: of ten thousand, that is nearly all.
    if (
      worst !== undefined &&
      (rounded < worst.rounded || (rounded === worst.rounded && load > worst.load))
    )
      continue
    const order = spread(taskHash, market.hash[index] ?? 0)
    if (
      worst !== undefined &&
      rounded === worst.rounded &&
      load === worst.load &&
      order >= worst.order
    )
      continue
    const place = { index, score, rounded, load, order }
    if (!keepSorted) best.push(place)
    else {
      insert(best, place, limit)
      worst = best.length < limit ? undefined : best.at(-1)
    }
  }
  return keepSorted ? best : best.sort(byRank).slice(0, limit)
}

function insert(best: Place[], place: Place, limit: number): void {
  let at = best.length
  while (at > 0) {
    const before = best[at - 1]
    if (before === undefined || byRank(before, place) <= 0) break
    at--
  }
  best.splice(at, 0, place)
  if (best.length > limit) best.pop()
}

/** Best first: score, then who is less loaded, then by lot. */
export function byRank(
  a: Pick<Place, 'rounded' | 'load' | 'order'>,
  b: Pick<Place, 'rounded' | 'load' | 'order'>,
): number {
  return b.rounded - a.rounded || a.load - b.load || a.order - b.order
}

function candidateOf(
  { members, prices, success, waits }: RoutingMarket,
  task: RoutingTask,
  { index, score }: Place,
): Candidate {
  const resource = members[index]
  const price = prices[index]
  if (resource === undefined || price === undefined) throw new RangeError('no such member')
  const record = resource.records.get(task.modelId)
  const { p50Ms, p95Ms } = latencyOf(record)
  return {
    resourceId: resource.id,
    price: task.ownKey ? creditHundredths(0n) : price,
    score,
    success: success[index] ?? 0,
    latencyMs: p50Ms,
    p95Ms,
    measured: (record?.delivered ?? 0) >= MEASURED_FROM,
    waitsFor: passingOf(waits[index] ?? 0),
  }
}

const passing: ReadonlySet<string> = new Set<PassingReason>([
  'RATE_LIMITED', 'BREAKER_OPEN', 'RESOURCE_BUSY', 'MINUTE_LIMIT', 'ACCOUNT_BUSY', 'WINDOW_LIMIT',
]) // prettier-ignore
const isPassing = (reason: string): reason is PassingReason => passing.has(reason)
function passingOf(code: number): PassingReason | null {
  const reason = reasonCodes[code] ?? null
  return reason !== null && isPassing(reason) ? reason : null
}

function othersOf(
  { members, outside, outsideCounts }: RoutingMarket,
  { codes }: Verdicts,
  named: number,
): { excluded: Exclusion[]; reasons: ReasonCount[] } {
  const counts = new Uint32Array(reasonCodes.length)
  const excluded: Exclusion[] = []
  for (let index = 0; index < members.length; index++) {
    const code = codes[index] ?? 0
    if (code === 0) continue
    counts[code] = (counts[code] ?? 0) + 1
    const reason = reasonCodes[code]
    const resourceId = members[index]?.id
    if (excluded.length < named && reason && resourceId !== undefined)
      excluded.push({ resourceId, reason })
  }
  const beyond = outside.slice(0, Math.max(0, named - excluded.length))
  const reasons = reasonCodes.flatMap((reason, code) => {
    const count = (counts[code] ?? 0) + (outsideCounts[code] ?? 0)
    return reason === null || count === 0 ? [] : [{ reason, count }]
  })
  return {
    excluded: [...excluded, ...beyond],
    reasons: reasons.toSorted((a, b) => b.count - a.count),
  }
}
