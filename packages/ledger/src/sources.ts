import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'

/** Where held credits come from, in the order in which they are spent. */
export const SOURCES = ['bonus', 'promoEarned', 'available', 'earned'] as const
export type Source = (typeof SOURCES)[number]
export type BySource = Record<Source, CreditHundredths>

/** Takes `amount` from what is there, in the order of spending; null when it is not enough. */
export function takeInOrder(there: BySource, amount: CreditHundredths): BySource | null {
  const taken: BySource = noSources()
  let missing: bigint = amount
  for (const source of SOURCES) {
    const part = missing < there[source] ? missing : there[source]
    taken[source] = creditHundredths(part)
    missing -= part
  }
  return missing === 0n ? taken : null
}

/** What is left of `all` after `taken`. */
export function leftOf(all: BySource, taken: BySource): BySource {
  const left = noSources()
  for (const source of SOURCES) left[source] = creditHundredths(all[source] - taken[source])
  return left
}

/** Nothing from anywhere. */
export function noSources(): BySource {
  const none = creditHundredths(0n)
  return { bonus: none, promoEarned: none, available: none, earned: none }
}

/** All sources together, in hundredths. */
export function sumOf(sources: BySource): CreditHundredths {
  return creditHundredths(SOURCES.reduce((sum, source) => sum + sources[source], 0n))
}
