import type { CreditHundredths } from '@aetherflow/db/quantities'
import type { ModelRecord, Preference } from './routing-types.ts'

type Weights = { price: number; success: number; latency: number }

/** How much each preference cares; each row sums to 1. A change of these is a new policy version. */
const weights: Readonly<Record<Preference, Weights>> = {
  cheapest: { price: 0.85, success: 0.1, latency: 0.05 },
  balanced: { price: 0.45, success: 0.35, latency: 0.2 },
  fastest: { price: 0.1, success: 0.3, latency: 0.6 },
}
export const routingPolicyVersion = 1

// A newcomer starts as good as a decent resource, so that it is tried: ten outcomes' worth, 19 of 20 good.
const PRIOR_WEIGHT = 10
const PRIOR_SUCCESS = 0.95
const priorLatencyMs = 8_000

/** Success in 0–1 with the prior mixed in. */
export function successOf(record: ModelRecord | undefined): number {
  const delivered = record?.delivered ?? 0
  const failed = record?.failed ?? 0
  return (delivered + PRIOR_SUCCESS * PRIOR_WEIGHT) / (delivered + failed + PRIOR_WEIGHT)
}

export function latencyOf(record: ModelRecord | undefined): number {
  return record === undefined || record.latencyMs <= 0 ? priorLatencyMs : record.latencyMs
}

/** 0–1, higher is better. Price is judged against the cheapest on offer, latency on a fixed scale. */
export function scoreOf(
  candidate: { price: CreditHundredths; success: number; latencyMs: number },
  cheapest: CreditHundredths,
  preference: Preference,
): number {
  const weight = weights[preference]
  const price = candidate.price === 0n ? 1 : Number(cheapest) / Number(candidate.price)
  const latency = priorLatencyMs / (priorLatencyMs + candidate.latencyMs)
  return weight.price * price + weight.success * candidate.success + weight.latency * latency
}
