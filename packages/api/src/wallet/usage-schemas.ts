import { z } from 'zod'

const credits = z.bigint()

/** A UTC day, as `2026-11-22`. */
const day = z.iso.date().refine((text) => text >= '2020-01-01' && text < '2100-01-01')
const dayMs = 86_400_000
const maxUsageDays = 366

export const usageInput = z
  .strictObject({
    side: z.enum(['spent', 'earned']),
    /** What the amounts are told apart by; resources only on the side that earns with them. */
    by: z.enum(['model', 'resource']).default('model'),
    /** First and last day, both counted; at most 366. */
    from: day,
    to: day,
  })
  .refine(
    ({ from, to }) => from <= to && (Date.parse(to) - Date.parse(from)) / dayMs < maxUsageDays,
  )
  .refine(({ side, by }) => side === 'earned' || by === 'model')
export type UsageInput = z.infer<typeof usageInput>

/** Groups beyond the largest are counted together under `null`. */
export const maxUsageGroups = 5

const group = z.strictObject({
  /** A model's or a resource's id; null for all the others together. */
  id: z.string().nullable(),
  /** The provider's name of a resource; null where the id says it. */
  name: z.string().nullable(),
  tasks: z.int(),
  amount: credits,
})
const usedDay = z.strictObject({
  day: z.string(),
  /** Place in `groups`. */
  group: z.int(),
  tasks: z.int(),
  amount: credits,
})
/** Days without anything are left out. What was refunded is taken off. */
export const usageOutput = z.strictObject({
  groups: z.array(group).max(maxUsageGroups + 1),
  days: z.array(usedDay),
})
export type Usage = z.infer<typeof usageOutput>
