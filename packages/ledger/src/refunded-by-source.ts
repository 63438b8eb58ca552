import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import { type BySource, noSources, SOURCES } from './sources.ts'

/**
 * What `refunded` hundredths of a price bring back to each source, in the reverse order of spending (design
 * §4). A function of the sum alone, so that refunds in steps bring back what one would.
 */
export function refundedBySource(paidFrom: BySource, refunded: CreditHundredths): BySource {
  const back = noSources()
  let rest: bigint = refunded
  for (const source of SOURCES.toReversed()) {
    const part = rest < paidFrom[source] ? rest : paidFrom[source]
    back[source] = creditHundredths(part)
    rest -= part
  }
  return back
}
