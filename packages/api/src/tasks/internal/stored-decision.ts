import { z } from 'zod'

const amount = z.string().transform(BigInt)
const named = z.object({ resource: z.string(), reason: z.string() })
const features = { success: z.number(), latencyMs: z.number() }
const candidate = { resource: z.string(), price: amount, score: z.number() }
const last = { excluded: z.array(named), chosen: z.string() }

/** As decisions were kept under the first policy: the result, but not all that it was made from. */
const firstDecision = z.object({
  candidates: z.array(z.object({ ...candidate, features: z.object(features) })),
  ...last,
})
const fullDecision = z.object({
  now: z.iso.datetime().transform((text) => new Date(text)),
  task: z.object({
    modelId: z.string(),
    preference: z.enum(['cheapest', 'balanced', 'fastest']),
    ownKey: z.boolean(),
    costE4: amount,
    ceiling: amount.nullable(),
    failedBefore: z.array(z.string()),
  }),
  waiting: z.boolean(),
  proposed: z.int(),
  able: z.int(),
  cheapest: amount.nullable(),
  candidates: z.array(
    z.object({
      ...candidate,
      features: z.object({ ...features, p95Ms: z.number() }),
      facts: z.object({
        priceE4: amount,
        room: z.number(),
        concurrencyLimit: z.number(),
        delivered: z.number(),
        failed: z.number(),
        p50Ms: z.number(),
        p95Ms: z.number(),
      }),
    }),
  ),
  skipped: z.array(named),
  reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
  ...last,
})
export type FirstDecision = z.infer<typeof firstDecision>
export type FullDecision = z.infer<typeof fullDecision>

/** A routing decision as it was kept, whichever way; null when it cannot be read. */
export function readDecision(
  kept: unknown,
): { full: FullDecision } | { full: null; first: FirstDecision } | null {
  const full = fullDecision.safeParse(kept)
  if (full.success) return { full: full.data }
  const first = firstDecision.safeParse(kept)
  return first.success ? { full: null, first: first.data } : null
}
