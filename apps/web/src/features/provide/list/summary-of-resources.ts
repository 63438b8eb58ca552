import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { standingOf, toneOf } from './status-of-resource.ts'

type Stats = {
  resourceId: string
  delivered: number
  failed: number
  earned: bigint
  earnedToday: bigint
}
export type Summary = {
  total: number
  live: number
  /** Needs its owner: refused, stopped, at a limit, or waiting to go live. */
  attention: number
  delivered: number
  /** Delivered of what was decided, in percent with one decimal; null before the first. */
  successPercent: number | null
  earned: bigint
  earnedToday: bigint
}

/** What the status sentence says about all resources together. */
export function summaryOfResources(
  resources: readonly ResourceView[],
  stats: readonly Stats[],
  now: Date,
): Summary {
  const standings = resources.map((resource) => standingOf(resource, now))
  const delivered = stats.reduce((sum, each) => sum + each.delivered, 0)
  const decided = delivered + stats.reduce((sum, each) => sum + each.failed, 0)
  return {
    total: resources.length,
    live: resources.filter(({ status }) => status === 'active').length,
    attention: standings.filter(
      (standing) => standing === 'notLive' || ['bad', 'warn'].includes(toneOf(standing)),
    ).length,
    delivered,
    successPercent: decided === 0 ? null : Math.round((delivered / decided) * 1000) / 10,
    earned: stats.reduce((sum, each) => sum + each.earned, 0n),
    earnedToday: stats.reduce((sum, each) => sum + each.earnedToday, 0n),
  }
}
