import { priceOf } from './price-of.ts'
import { byRank } from './rank-candidates.ts'
import { routingPolicies, type RoutingPolicy } from './routing-policy.ts'
import { latencyOf, scoreOf, speedOf, successOf } from './score-of.ts'
import { hashOf, spread } from './spread.ts'
import type { FirstDecision, FullDecision } from './stored-decision.ts'

/** `same`: the stored inputs give the stored choice. `differences` says in words where they do not. */
export type Replay = { same: boolean; chosen: string | null; differences: string[] }

const SCORE_DIGITS = 1e-9

/** Decides once more from what was kept, under the policy of that time. Pure. */
export function replayDecision(taskId: string, version: number, kept: FullDecision): Replay {
  const policy = routingPolicies.get(version)
  if (policy === undefined)
    return { same: false, chosen: null, differences: [`policy ${version} is not known here`] }
  const cheapest = Number(kept.cheapest ?? 0n)
  const taskHash = hashOf(taskId)
  const ranked = kept.candidates.map((candidate) => {
    const { facts } = candidate
    const price = kept.task.ownKey ? 0n : priceOf(kept.task.costE4, facts.priceE4)
    const score = scoreAnew(policy, kept, facts, Number(price), cheapest)
    return {
      ...candidate,
      newPrice: price,
      newScore: score,
      rounded: Math.round(score * 1e9),
      load: 1 - Math.max(facts.room, 0) / facts.concurrencyLimit,
      order: spread(taskHash, hashOf(candidate.resource)),
    }
  })
  const differences = ranked.flatMap((one) => [
    ...(one.newPrice === one.price
      ? []
      : [`price of ${one.resource}: ${one.price} kept, ${one.newPrice} now`]),
    ...(Math.abs(one.newScore - one.score) <= SCORE_DIGITS
      ? []
      : [`score of ${one.resource}: ${one.score} kept, ${one.newScore} now`]),
  ])
  const order = ranked.toSorted(byRank).map(({ resource }) => resource)
  if (order.join() !== kept.candidates.map(({ resource }) => resource).join())
    differences.push(`order: now ${order.join(', ')}`)
  const refused = new Set(kept.skipped.map(({ resource }) => resource))
  const chosen = order.slice(0, kept.proposed).find((resource) => !refused.has(resource)) ?? null
  if (chosen !== kept.chosen)
    differences.push(`choice: ${kept.chosen} kept, ${chosen ?? 'nobody'} now`)
  return { same: differences.length === 0, chosen, differences }
}

function scoreAnew(
  policy: RoutingPolicy,
  { task }: FullDecision,
  facts: FullDecision['candidates'][number]['facts'],
  price: number,
  cheapest: number,
): number {
  const { delivered, failed, p50Ms, p95Ms } = facts
  const record = { delivered, failed, latencyMs: p50Ms, latencyP95: p95Ms }
  return scoreOf(
    policy.weights[task.preference],
    cheapest,
    price,
    successOf(record, policy),
    speedOf(latencyOf(record, policy), policy),
  )
}

/**
 * A decision of the first policy: the cheapest price on offer was not kept, so it is taken from the first
 * score; the others must then agree with it. What the claim skipped stands among the excluded.
 */
export function replayFirst(
  preference: 'cheapest' | 'balanced' | 'fastest',
  kept: FirstDecision,
): Replay {
  const policy = routingPolicies.get(1)
  const [best] = kept.candidates
  if (policy === undefined || best === undefined)
    return { same: false, chosen: null, differences: ['nothing to compare was kept'] }
  const weight = policy.weights[preference]
  const partsOf = ({ features }: FirstDecision['candidates'][number]) =>
    scoreOf(
      weight,
      0,
      1,
      features.success,
      speedOf({ p50Ms: features.latencyMs, p95Ms: 0 }, policy),
    )
  const cheapest = ((best.score - partsOf(best)) * Number(best.price)) / weight.price
  const differences = kept.candidates.flatMap((one) => {
    const price = Number(one.price)
    const score = partsOf(one) + weight.price * (price === 0 ? 1 : cheapest / price)
    return Math.abs(score - one.score) <= 1e-6
      ? []
      : [`score of ${one.resource}: ${one.score} kept, ${score} now`]
  })
  const refused = new Set(kept.excluded.map(({ resource }) => resource))
  const chosen = kept.candidates.find(({ resource }) => !refused.has(resource))?.resource ?? null
  if (chosen !== kept.chosen)
    differences.push(`choice: ${kept.chosen} kept, ${chosen ?? 'nobody'} now`)
  return { same: differences.length === 0, chosen, differences }
}
