import { z } from 'zod'
import type { AttemptView } from '../receipt-schemas.ts'
import { countReasons } from './offers.ts'
import type { AttemptRow } from './receipt-rows.ts'

const storedDecision = z.object({
  chosen: z.string(),
  candidates: z.array(
    z.object({
      resource: z.string(),
      price: z.string().transform(BigInt),
      score: z.number(),
      features: z.object({ success: z.number(), latencyMs: z.number() }),
    }),
  ),
  excluded: z.array(z.object({ resource: z.string(), reason: z.string() })),
})

/** An attempt as the consumer sees it: whose resource it was, not which; others only as counts of reasons. */
export function toAttemptView({ policyVersion, decision, ...attempt }: AttemptRow): AttemptView {
  const stored = storedDecision.safeParse(decision)
  if (policyVersion === null || !stored.success) return { ...attempt, routing: null }
  const { candidates, excluded, chosen } = stored.data
  const at = candidates.findIndex(({ resource }) => resource === chosen)
  return {
    ...attempt,
    routing: {
      policyVersion,
      chosen: at === -1 ? null : at,
      candidates: candidates.map(({ price, score, features }) => ({ price, score, ...features })),
      excluded: countReasons(excluded),
    },
  }
}
