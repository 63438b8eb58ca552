import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { standingOf, toneOf } from './status-of-resource.ts'

type Stats = {
  resourceId: string
  delivered: number
  /** Delivered of those that were not the consumer's fault; null before the first. */
  successPercent: number | null
  earned: bigint
  earnedToday: bigint
}
export type Summary = {
  total: number
  live: number
  /** Needs its owner: refused, stopped, at a limit, or waiting to go live. */
  attention: number
  /** Null while it is not known. */
  delivered: number | null
  /** Of all resources together, in percent with one decimal; null before the first. */
  successPercent: number | null
  earned: bigint
  earnedToday: bigint
}

/** What the status sentence says about all resources together. */
export function summaryOfResources(
  resources: readonly ResourceView[],
  stats: readonly Stats[] | undefined,
  now: Date,
): Summary {
  const standings = resources.map((resource) => standingOf(resource, now))
  const known = stats ?? []
  const delivered = known.reduce((sum, each) => sum + each.delivered, 0)
  const decided = known.reduce((sum, each) => sum + decidedBy(each), 0)
  return {
    total: resources.length,
    live: resources.filter(({ status }) => status === 'active').length,
    attention: standings.filter(
      (standing) => standing === 'notLive' || ['bad', 'warn'].includes(toneOf(standing)),
    ).length,
    delivered: stats === undefined ? null : delivered,
    successPercent: decided === 0 ? null : Math.round((delivered / decided) * 1000) / 10,
    earned: known.reduce((sum, each) => sum + each.earned, 0n),
    earnedToday: known.reduce((sum, each) => sum + each.earnedToday, 0n),
  }
}

/** How many images a success share speaks of; a resource that delivered nothing does not say. */
function decidedBy({ delivered, successPercent }: Stats): number {
  return successPercent === null || successPercent === 0 ? 0 : (delivered / successPercent) * 100
}
