import type { CreditHundredths } from '@aetherflow/db/quantities'

export type Preference = 'cheapest' | 'balanced' | 'fastest'

/** Outcomes of a resource on one model; weights decay, so they are no whole numbers. Times: p50 and p95 in ms. */
export type ModelRecord = {
  delivered: number
  failed: number
  latencyMs: number
  latencyP95: number
}

/** One resource as the ranking sees it: a snapshot, at most a second old. Amounts `…E4` in 1/10,000. */
export type RoutingResource = {
  id: string
  ownerId: string
  upstreamId: string
  accountId: string | null
  active: boolean
  priceE4: bigint
  /** Empty means every model of the upstream. */
  modelIds: readonly string[]
  hoursMask: number
  floorE4: bigint
  dayRoomE4: bigint
  monthRoomE4: bigint
  /** The account's balance less what was reserved since; shared by resources behind one account. */
  accountE4: bigint
  room: number
  minuteRoom: number
  accountRoom: number
  windowRoom: number
  lockedUntil: Date | null
  breaker: 'closed' | 'open' | 'half-open' | 'probing'
  concurrencyLimit: number
  /** By model id. */
  records: ReadonlyMap<string, ModelRecord>
}

export type RoutingTask = {
  /** Spreads equal candidates: the same id always gives the same order. */
  id: string
  userId: string
  modelId: string
  upstreamId: string
  ownKey: boolean
  preference: Preference
  costE4: bigint
  /** null when nothing has been promised yet: the quote sets it. */
  ceiling: CreditHundredths | null
  excluded: readonly string[]
}

/** Never for this task, or not while this lasts. The SQL re-check uses the same words. */
export type LastingReason =
  | 'RESOURCE_NOT_ACTIVE'
  | 'NO_CREDENTIAL'
  | 'MODEL_NOT_OFFERED'
  | 'NOT_OWN_RESOURCE'
  | 'OWN_RESOURCE'
  | 'FAILED_BEFORE'
  | 'CLOSED_HOURS'
  | 'OVER_CEILING'
  | 'DAY_LIMIT'
  | 'MONTH_LIMIT'
  | 'UPSTREAM_CREDITS'
/** Passes by itself within moments: worth waiting for. */
export type PassingReason =
  | 'RATE_LIMITED'
  | 'BREAKER_OPEN'
  | 'RESOURCE_BUSY'
  | 'MINUTE_LIMIT'
  | 'ACCOUNT_BUSY'
  | 'WINDOW_LIMIT'
export type ExclusionReason = LastingReason | PassingReason

export type Exclusion = { resourceId: string; reason: ExclusionReason }

export type Candidate = {
  resourceId: string
  price: CreditHundredths
  /** 0–1, higher is better. */
  score: number
  success: number
  /** The typical time of a call, and the time that 19 of 20 stay below. */
  latencyMs: number
  p95Ms: number
  /** Enough deliveries were seen to speak of a typical time. */
  measured: boolean
  /** Set when it could run this task, but not at this moment. */
  waitsFor: PassingReason | null
}

export type Ranking = {
  /** Best first. */
  candidates: Candidate[]
  /** Why the others are none; as many as were asked for. */
  excluded: Exclusion[]
  /** All of them by reason, the most frequent first. */
  reasons: ReasonCount[]
  /** How many could take it, and the lowest price among them; null when there is none. */
  able: number
  cheapest: CreditHundredths | null
}
export type ReasonCount = { reason: string; count: number }
