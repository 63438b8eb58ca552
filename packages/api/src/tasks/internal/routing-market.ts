import type { CreditHundredths } from '@aetherflow/db/quantities'
import { hoursOf, limitOf, outsideOf, waitOf } from './exclusion-of.ts'
import { priceOf } from './price-of.ts'
import type {
  Exclusion,
  ExclusionReason,
  LastingReason,
  RoutingResource,
  RoutingTask,
} from './routing-types.ts'
import { latencyOf, speedOf, successOf } from './score-of.ts'
import { hashOf } from './spread.ts'

/**
 * All that ranking needs of the resources that offer one model, as columns of numbers: worked out once
 * per snapshot, so that ten thousand resources are compared in well under a millisecond.
 */
export type RoutingMarket = {
  /** Resources that are active, have a credential and offer the model. */
  members: RoutingResource[]
  at: ReadonlyMap<string, number>
  byOwner: ReadonlyMap<string, readonly number[]>
  prices: CreditHundredths[]
  price: Float64Array
  success: Float64Array
  speed: Float64Array
  load: Float64Array
  hash: Uint32Array
  /** Codes of `reasonCodes`; 0 is none. */
  closed: Uint8Array
  limited: Uint8Array
  waits: Uint8Array
  /** Resources that the model is not offered by, and why. */
  outside: Exclusion[]
  outsideCounts: Uint32Array
  refresh(resourceId: string): void
}
type Wanted = Pick<RoutingTask, 'modelId' | 'upstreamId' | 'costE4'>

const lasting: readonly LastingReason[] = [
  'RESOURCE_NOT_ACTIVE', 'NO_CREDENTIAL', 'MODEL_NOT_OFFERED', 'NOT_OWN_RESOURCE', 'OWN_RESOURCE', 'FAILED_BEFORE',
  'CLOSED_HOURS', 'OVER_CEILING', 'DAY_LIMIT', 'MONTH_LIMIT', 'UPSTREAM_CREDITS',
] // prettier-ignore
/** A reason's code is its place in here; 0 stands for none. */
export const reasonCodes: readonly (ExclusionReason | null)[] = [
  null, ...lasting,
  'RATE_LIMITED', 'BREAKER_OPEN', 'RESOURCE_BUSY', 'MINUTE_LIMIT', 'ACCOUNT_BUSY', 'WINDOW_LIMIT',
] // prettier-ignore
const codes = new Map(reasonCodes.map((reason, code) => [reason, code]))
export const codeOf = (reason: ExclusionReason | null): number => codes.get(reason) ?? 0

// A snapshot serves some models and a price or two each; more would be a leak.
const MAX_MARKETS = 200
const known = new WeakMap<readonly RoutingResource[], Map<string, RoutingMarket>>()

/** The market of a model among these resources, remembered for as long as the list of them lives. */
export function marketOf(
  resources: readonly RoutingResource[],
  wanted: Wanted,
  now: Date,
): RoutingMarket {
  const key = `${wanted.modelId} ${wanted.upstreamId} ${wanted.costE4} ${now.getTime()}`
  const markets = known.get(resources) ?? new Map<string, RoutingMarket>()
  const found = markets.get(key)
  if (found !== undefined) return found
  const market = openMarket(resources, wanted, now)
  if (markets.size >= MAX_MARKETS) markets.clear()
  known.set(resources, markets.set(key, market))
  return market
}

/** After a change of one of the resources: its row is worked out anew wherever it stands. */
export function refreshMarkets(resources: readonly RoutingResource[], resourceId: string): void {
  for (const market of known.get(resources)?.values() ?? []) market.refresh(resourceId)
}

function openMarket(
  resources: readonly RoutingResource[],
  wanted: Wanted,
  now: Date,
): RoutingMarket {
  const outside: Exclusion[] = []
  const outsideCounts = new Uint32Array(reasonCodes.length)
  const members: RoutingResource[] = []
  for (const resource of resources) {
    const reason = outsideOf(resource, wanted)
    if (reason === null) members.push(resource)
    else {
      outside.push({ resourceId: resource.id, reason })
      const code = codeOf(reason)
      outsideCounts[code] = (outsideCounts[code] ?? 0) + 1
    }
  }
  const at = new Map(members.map(({ id }, index) => [id, index]))
  const size = members.length
  const market: RoutingMarket = {
    members,
    at,
    byOwner: indicesBy(members),
    prices: members.map(({ priceE4 }) => priceOf(wanted.costE4, priceE4)),
    price: new Float64Array(size),
    success: new Float64Array(size),
    speed: new Float64Array(size),
    load: new Float64Array(size),
    hash: new Uint32Array(size),
    closed: new Uint8Array(size),
    limited: new Uint8Array(size),
    waits: new Uint8Array(size),
    outside,
    outsideCounts,
    refresh(resourceId) {
      const index = at.get(resourceId)
      const member = index === undefined ? undefined : members[index]
      if (index !== undefined && member !== undefined) fill(market, index, member, wanted, now)
    },
  }
  for (const [index, member] of members.entries()) {
    const record = member.records.get(wanted.modelId)
    market.price[index] = Number(market.prices[index])
    market.success[index] = successOf(record)
    market.speed[index] = speedOf(latencyOf(record))
    market.hash[index] = hashOf(member.id)
    fill(market, index, member, wanted, now)
  }
  return market
}

/** What changes with every claim. */
function fill(
  market: RoutingMarket,
  index: number,
  member: RoutingResource,
  wanted: Wanted,
  now: Date,
): void {
  market.load[index] = 1 - Math.max(member.room, 0) / member.concurrencyLimit
  market.closed[index] = codeOf(hoursOf(member, now))
  market.limited[index] = codeOf(limitOf(member, wanted.costE4))
  market.waits[index] = codeOf(waitOf(member, now))
}

function indicesBy(members: readonly RoutingResource[]): Map<string, number[]> {
  const byOwner = new Map<string, number[]>()
  for (const [index, { ownerId }] of members.entries()) {
    const indices = byOwner.get(ownerId)
    if (indices === undefined) byOwner.set(ownerId, [index])
    else indices.push(index)
  }
  return byOwner
}
