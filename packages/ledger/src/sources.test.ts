import { creditHundredths } from '@aetherflow/db/quantities'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BySource, leftOf, noSources, SOURCES, sumOf, takeInOrder } from './sources.ts'

const sources = (
  bonus: bigint,
  promoEarned: bigint,
  available: bigint,
  earned: bigint,
): BySource => ({
  bonus: creditHundredths(bonus),
  promoEarned: creditHundredths(promoEarned),
  available: creditHundredths(available),
  earned: creditHundredths(earned),
})
const some = fc.bigInt({ min: 0n, max: 100_000n })
const anything = fc.tuple(some, some, some, some).map((parts) => sources(...parts))
const amounts = fc.bigInt({ min: 0n, max: 400_000n }).map(creditHundredths)

describe('taking in order', () => {
  it.each<[bigint, BySource]>([
    [0n, noSources()],
    [5n, sources(5n, 0n, 0n, 0n)],
    [10n, sources(10n, 0n, 0n, 0n)],
    [11n, sources(10n, 1n, 0n, 0n)],
    [45n, sources(10n, 20n, 15n, 0n)],
    [100n, sources(10n, 20n, 30n, 40n)],
  ])('%d of 10, 20, 30, 40 begins with bonus', (amount, expected) => {
    expect(takeInOrder(sources(10n, 20n, 30n, 40n), creditHundredths(amount))).toEqual(expected)
  })

  it('is null when there is not enough', () => {
    expect(takeInOrder(sources(10n, 20n, 30n, 40n), creditHundredths(101n))).toBeNull()
  })

  it('takes exactly the amount and never more than is there', () => {
    fc.assert(
      fc.property(anything, amounts, (there, amount) => {
        const taken = takeInOrder(there, amount)
        if (taken === null) {
          expect(sumOf(there)).toBeLessThan(amount)
          return
        }
        expect(sumOf(taken)).toBe(amount)
        expect(sumOf(leftOf(there, taken))).toBe(sumOf(there) - amount)
        for (const source of SOURCES) expect(taken[source]).toBeLessThanOrEqual(there[source])
      }),
    )
  })

  it('touches no later source while an earlier one has something left', () => {
    fc.assert(
      fc.property(anything, amounts, (there, amount) => {
        const taken = takeInOrder(there, amount)
        if (taken === null) return
        const left = leftOf(there, taken)
        for (const [i, source] of SOURCES.entries()) {
          const later = SOURCES.slice(i + 1).reduce((sum, other) => sum + taken[other], 0n)
          if (left[source] > 0n) expect(later).toBe(0n)
        }
      }),
    )
  })

  it('in two steps is the same as at once', () => {
    fc.assert(
      fc.property(anything, amounts, amounts, (there, a, b) => {
        const atOnce = takeInOrder(there, creditHundredths(a + b))
        const first = takeInOrder(there, a)
        const second = first === null ? null : takeInOrder(leftOf(there, first), b)
        if (atOnce === null || first === null || second === null) {
          expect(second).toBe(atOnce)
          return
        }
        for (const source of SOURCES) expect(first[source] + second[source]).toBe(atOnce[source])
      }),
    )
  })
})
