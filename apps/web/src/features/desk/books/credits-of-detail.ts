import type { AuditEvent } from '@aetherflow/api/admin/user-schemas'
import { creditHundredths, formatCredits } from '@aetherflow/db/quantities'

type Detail = AuditEvent['detail']
type Part = Detail[string]

/** The keys under which the log holds hundredths of a credit. */
const inCredits: ReadonlySet<string> = new Set([
  'amount',
  'credits',
  'dailySpendCap',
  'lowBalanceAt',
])

/** What the log says of an event, with its amounts in credits, also inside of "before" and "after". */
export function creditsOfDetail(detail: Detail): Detail {
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [
      key,
      inCredits.has(key) ? said(value) : part(value),
    ]),
  )
}

function part(value: Part): Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? creditsOfDetail(value)
    : value
}

function said(value: Part): Part {
  return typeof value === 'string' && /^-?\d{1,18}$/.test(value)
    ? formatCredits(creditHundredths(BigInt(value)))
    : part(value)
}
