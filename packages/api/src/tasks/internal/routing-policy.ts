import type { Preference } from './routing-types.ts'

export type Weights = { price: number; success: number; latency: number }

/** Everything that turns what is known of a resource into a score. A change of any of it is a new version. */
export type RoutingPolicy = {
  /** How much each preference cares; each row sums to 1. */
  weights: Readonly<Record<Preference, Weights>>
  /** A newcomer counts as this many outcomes of this success, so that it is tried. */
  priorSuccess: number
  priorOutcomes: number
  /** The usual time of a call, and the scale that times are judged on. */
  priorP50Ms: number
  priorP95Ms: number
  /** Deliveries that the usual time counts for; 0 trusts whatever was measured, however long ago. */
  priorDeliveries: number
  /** The share of the slow end (p95) in the time that is judged. */
  tail: number
}

const weights = {
  cheapest: { price: 0.85, success: 0.1, latency: 0.05 },
  balanced: { price: 0.45, success: 0.35, latency: 0.2 },
  fastest: { price: 0.1, success: 0.3, latency: 0.6 },
} as const
const first = {
  weights,
  priorSuccess: 0.95,
  priorOutcomes: 10,
  priorP50Ms: 8_000,
  priorP95Ms: 16_000,
  priorDeliveries: 0,
  tail: 0,
}

/** All policies that ever decided, so that an old decision can be replayed. Never edit one: add the next. */
export const routingPolicies: ReadonlyMap<number, RoutingPolicy> = new Map([
  [1, first],
  [2, { ...first, priorDeliveries: 3, tail: 0.3 }],
])
export const routingPolicyVersion = 2
export const routingPolicy: RoutingPolicy = routingPolicies.get(routingPolicyVersion) ?? first
