import type { Choice } from '../why-schemas.ts'
import { countReasons } from './offers.ts'
import { routingPolicies } from './routing-policy.ts'
import type { Preference } from './routing-types.ts'
import { speedOf } from './score-of.ts'
import { type FullDecision, readDecision } from './stored-decision.ts'

export type ChoiceRow = Pick<
  Choice,
  'attemptId' | 'number' | 'state' | 'decidedAt' | 'policyVersion'
> & { decision: unknown }

/** A stored decision as its consumer may see it: no resource has a name. Null when it cannot be read. */
export function choiceOf({ decision, ...row }: ChoiceRow, preference: Preference): Choice | null {
  const kept = readDecision(decision)
  if (kept === null) return null
  const { candidates, excluded, chosen } = kept.full ?? kept.first
  const skipped = new Map(excluded.map(({ resource, reason }) => [resource, reason]))
  return {
    ...row,
    decidedBy: kept.full === null ? null : decidedBy(kept.full, row.policyVersion, preference),
    able: kept.full?.able ?? null,
    compared: candidates.map(({ resource, price, score, features }) => ({
      price,
      score,
      success: features.success,
      typicalMs: Math.round(features.latencyMs),
      slowMs:
        'p95Ms' in features && typeof features.p95Ms === 'number'
          ? Math.round(features.p95Ms)
          : null,
      chosen: resource === chosen,
      skipped: skipped.get(resource) ?? null,
    })),
    // That others sell other things explains nothing.
    reasons: (kept.full?.reasons ?? countReasons(excluded)).filter(
      ({ reason }) => reason !== 'MODEL_NOT_OFFERED',
    ),
  }
}

/** The part of the score that the chosen one was furthest ahead in of the next best. */
export function decidedBy(
  kept: FullDecision,
  policyVersion: number,
  preference: Preference,
): Choice['decidedBy'] {
  const policy = routingPolicies.get(policyVersion)
  const at = kept.candidates.findIndex(({ resource }) => resource === kept.chosen)
  const chosen = kept.candidates[at]
  if (policy === undefined || chosen === undefined) return null
  if (at > 0) return 'next'
  const next = kept.candidates[1]
  if (next === undefined) return 'only'
  if (Math.round(chosen.score * 1e9) === Math.round(next.score * 1e9)) {
    const loadOf = ({ facts }: FullDecision['candidates'][number]) =>
      1 - Math.max(facts.room, 0) / facts.concurrencyLimit
    return loadOf(chosen) === loadOf(next) ? 'lot' : 'load'
  }
  const weight = policy.weights[preference]
  const cheapest = Number(kept.cheapest ?? 0n)
  const partsOf = ({ price, features }: FullDecision['candidates'][number]) => ({
    price: weight.price * (price === 0n ? 1 : cheapest / Number(price)),
    success: weight.success * features.success,
    speed: weight.latency * speedOf({ p50Ms: features.latencyMs, p95Ms: features.p95Ms }, policy),
  })
  const [ours, theirs] = [partsOf(chosen), partsOf(next)]
  const ahead = (['price', 'success', 'speed'] as const).map(
    (part) => [part, ours[part] - theirs[part]] as const,
  )
  return ahead.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
