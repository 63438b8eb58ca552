import type { CreditHundredths } from '@aetherflow/db/quantities'
import type { CatalogueModel } from './catalogue.ts'
import { rankCandidates } from './rank-candidates.ts'
import type { Preference, Ranking } from './routing-types.ts'
import type { RoutingView } from './routing-view.ts'

export type OfferFor = {
  userId: string
  preference: Preference
  ownKey: boolean
  ceiling: CreditHundredths | null
}

/** Everybody who could run one image of a model for somebody, best first, the busy ones included. */
export function offersOf(view: RoutingView, model: CatalogueModel, asked: OfferFor): Ranking {
  const task = {
    ...asked,
    // No task exists yet: the caller stands in, so that equals do not swap places between two quotes.
    id: asked.userId,
    modelId: model.id,
    upstreamId: model.upstreamId,
    costE4: model.costE4,
    excluded: [],
  }
  return rankCandidates(task, view.resources, {
    now: view.now,
    includeWaiting: true,
    limit: view.resources.length,
  })
}

/** Reasons with how many resources they concern, the most frequent first. */
export function countReasons(
  excluded: readonly { reason: string }[],
): { reason: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { reason } of excluded) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count)
}
