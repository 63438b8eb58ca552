import type { Within } from './scope.ts'

/** A rule that the whole database must keep. */
export type Invariant = {
  id: string
  /** What holds, in words. */
  rule: string
  /** Selects `id`: what breaks the rule, as text, worst first; reads one snapshot. */
  text(within: Within): string
}

/** Offending ids are enough to look further; a broken ledger may have millions. */
export const OFFENDERS_SHOWN = 5
