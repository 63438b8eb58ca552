import { parseAmount } from '../studio/parse-amount.ts'

/** A limit as it stands in a form: switched off, its amount is kept for when it is switched on again. */
export type LimitDraft = { on: boolean; text: string }

/** Whole credits without ".00", as somebody would have typed them. */
export function limitDraft(value: bigint | null, usual: bigint): LimitDraft {
  const shown = value ?? usual
  const rest = shown % 100n
  const decimals = rest === 0n ? '' : `.${rest.toString().padStart(2, '0')}`
  return { on: value !== null, text: `${shown / 100n}${decimals}` }
}

type Read = { ok: true; value: bigint | null } | { ok: false }

/** Hundredths, null for a limit that is off; not ok below `least` or when it is no amount. */
export function readLimit({ on, text }: LimitDraft, least: bigint): Read {
  if (!on) return { ok: true, value: null }
  const value = parseAmount(text)
  return value === null || value < least ? { ok: false } : { ok: true, value }
}
