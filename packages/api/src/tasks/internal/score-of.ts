import { routingPolicy, type RoutingPolicy, type Weights } from './routing-policy.ts'
import type { ModelRecord } from './routing-types.ts'

/** Success in 0–1 with the prior mixed in: a record that fades leaves the prior. */
export function successOf(record: ModelRecord | undefined, policy = routingPolicy): number {
  const { priorSuccess, priorOutcomes } = policy
  const delivered = record?.delivered ?? 0
  const failed = record?.failed ?? 0
  return (delivered + priorSuccess * priorOutcomes) / (delivered + failed + priorOutcomes)
}

/** The typical time of a call and the time that 19 of 20 stay below, in ms, each mixed with the prior. */
export function latencyOf(
  record: ModelRecord | undefined,
  policy: RoutingPolicy = routingPolicy,
): { p50Ms: number; p95Ms: number } {
  const { priorP50Ms, priorP95Ms } = policy
  if (record === undefined || record.latencyMs <= 0) return { p50Ms: priorP50Ms, p95Ms: priorP95Ms }
  return {
    p50Ms: faded(record.latencyMs, priorP50Ms, record.delivered, policy),
    p95Ms: faded(
      Math.max(record.latencyP95, record.latencyMs),
      priorP95Ms,
      record.delivered,
      policy,
    ),
  }
}

// Between times the middle is a ratio, not a difference: 2 s and 8 s meet at 4 s.
function faded(ms: number, priorMs: number, delivered: number, policy: RoutingPolicy): number {
  const { priorDeliveries } = policy
  if (priorDeliveries === 0) return ms
  return priorMs * (ms / priorMs) ** (delivered / (delivered + priorDeliveries))
}

/** Times on a fixed scale, 0–1: the usual time is a half. */
export function speedOf(
  { p50Ms, p95Ms }: { p50Ms: number; p95Ms: number },
  policy: RoutingPolicy = routingPolicy,
): number {
  const judgedMs = (1 - policy.tail) * p50Ms + policy.tail * p95Ms
  return policy.priorP50Ms / (policy.priorP50Ms + judgedMs)
}

/** 0–1, higher is better. Price is judged against the cheapest on offer; both in hundredths of a credit. */
export function scoreOf(
  weight: Weights,
  cheapest: number,
  price: number,
  success: number,
  speed: number,
): number {
  const cheap = price === 0 ? 1 : cheapest / price
  return weight.price * cheap + weight.success * success + weight.latency * speed
}
