import { hoursOf, limitOf, outsideOf, waitOf } from './exclusion-of.ts'
import type { ExclusionReason } from './routing-types.ts'
import type { RoutingView } from './routing-view.ts'

/** What keeps a resource from every task at this moment, or null when some model could be given to it. */
export function standingOf(view: RoutingView, resourceId: string): ExclusionReason | null {
  const resource = view.resources.find(({ id }) => id === resourceId)
  if (resource === undefined) return 'RESOURCE_NOT_ACTIVE'
  let first: ExclusionReason | null = null
  for (const { id, upstreamId, costE4 } of view.models.values()) {
    const reason =
      outsideOf(resource, { modelId: id, upstreamId }) ??
      hoursOf(resource, view.now) ??
      limitOf(resource, costE4) ??
      waitOf(resource, view.now)
    if (reason === null) return null
    // Models of other upstreams say nothing about it.
    if (reason !== 'MODEL_NOT_OFFERED') first ??= reason
  }
  return first ?? 'MODEL_NOT_OFFERED'
}
