import { z } from 'zod'

const credits = z.bigint()
const most = 100_000_000_000n

export const limitsOutput = z.strictObject({
  /** Hundredths per UTC day; null while there is no cap. */
  dailySpendCap: credits.nullable(),
  /** Spent and held since 00:00 UTC, as the cap counts it; null while there is none. */
  spentToday: credits.nullable(),
  /** When the day of the cap is over. */
  resetsAt: z.date(),
  /** Below this a notice goes out; null means never. */
  lowBalanceAt: credits.nullable(),
  /** What is left, reserved credits included, is below the mark now. */
  isLow: z.boolean(),
})
export type LimitsView = z.infer<typeof limitsOutput>

/** What is absent stays; null turns it off. */
export const setLimitsInput = z.strictObject({
  dailySpendCap: credits.min(100n).max(most).nullable().optional(),
  lowBalanceAt: credits.min(1n).max(most).nullable().optional(),
})
export type SetLimits = z.infer<typeof setLimitsInput>
