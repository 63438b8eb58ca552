import { z } from 'zod'

/** How many transfers one round reads. */
export const followLedgerInput = z.strictObject({ limit: z.int().min(1).max(10_000) })

export const checkLedgerInput = z.strictObject({ scope: z.enum(['recent', 'full']) })
export type CheckLedger = z.infer<typeof checkLedgerInput>

export const ledgerChecked = z.strictObject({
  /** False when a full check is not due. */
  checked: z.boolean(),
  /** Numbers of the invariants that do not hold. */
  broken: z.array(z.string().max(10)).max(40),
  /** Whether settlement is stopped now; null when nothing was checked. */
  stopped: z.boolean().nullable(),
  more: z.boolean(),
})
export type LedgerChecked = z.infer<typeof ledgerChecked>

export const ledgerHead = z
  .strictObject({ number: z.bigint(), hash: z.string().regex(/^[0-9a-f]{64}$/) })
  .nullable()
export type LedgerHead = z.infer<typeof ledgerHead>
