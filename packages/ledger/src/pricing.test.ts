import { creditHundredths, upstreamCreditE4 } from '@aetherflow/db/quantities'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fee, lossAmount, MINIMUM_PRICE, price, promoShare, refundedFee } from './pricing.ts'

const cost = (upstreamCredits: number) =>
  upstreamCreditE4(BigInt(Math.round(upstreamCredits * 10_000)))
const amount = (hundredths: bigint) => creditHundredths(hundredths)
const amounts = fc.bigInt({ min: 0n, max: 10n ** 9n }).map(creditHundredths)
const costs = fc.bigInt({ min: 1n, max: 10n ** 9n }).map(upstreamCreditE4)
const prices = fc.bigInt({ min: 1n, max: 1_000_000n })
const bps = fc.integer({ min: 0, max: 10_000 })

describe('the price of a task', () => {
  it.each<[string, bigint, bigint, bigint]>([
    ['one upstream credit for one credit', 10_000n, 10_000n, 100n],
    ['6.5 upstream credits at 1.0000', 65_000n, 10_000n, 650n],
    ['8 at 1.2345, rounded up', 80_000n, 12_345n, 988n],
    ['3 at 0.0001, never below 0.25', 30_000n, 1n, 25n],
    ['0.25 exactly', 2_500n, 10_000n, 25n],
    ['a hair above 0.25', 2_501n, 10_000n, 26n],
    ['one ten-thousandth above a hundredth', 30_001n, 10_000n, 301n],
  ])('is %s', (_, costE4, priceE4, expected) => {
    expect(price(upstreamCreditE4(costE4), priceE4)).toBe(expected)
  })

  it('is never below the least, and less than a hundredth above the exact product', () => {
    fc.assert(
      fc.property(costs, prices, (costE4, priceE4) => {
        const priced = price(costE4, priceE4)
        expect(priced).toBeGreaterThanOrEqual(MINIMUM_PRICE)
        const exact = costE4 * priceE4
        if (priced > MINIMUM_PRICE) {
          expect(priced * 1_000_000n).toBeGreaterThanOrEqual(exact)
          expect((priced - 1n) * 1_000_000n).toBeLessThan(exact)
        }
      }),
    )
  })

  it('never falls when cost or price rises', () => {
    fc.assert(
      fc.property(costs, prices, fc.bigInt({ min: 0n, max: 10_000n }), (costE4, priceE4, more) => {
        expect(price(upstreamCreditE4(costE4 + more), priceE4)).toBeGreaterThanOrEqual(
          price(costE4, priceE4),
        )
        expect(price(costE4, priceE4 + more)).toBeGreaterThanOrEqual(price(costE4, priceE4))
      }),
    )
  })
})

describe('the fee', () => {
  it.each<[bigint, number, bigint]>([
    [650n, 2000, 130n],
    [25n, 2000, 5n],
    [24n, 2000, 4n],
    [1n, 9999, 0n],
    [100n, 0, 0n],
    [100n, 10_000, 100n],
  ])('of %d at %d basis points is %d, rounded down', (of, commission, expected) => {
    expect(fee(amount(of), commission)).toBe(expected)
  })

  it('and the provider’s share are the price', () => {
    fc.assert(
      fc.property(amounts, bps, (of, commission) => {
        const taken = fee(of, commission)
        expect(taken).toBeGreaterThanOrEqual(0n)
        expect(taken).toBeLessThanOrEqual(of)
      }),
    )
  })
})

describe('the fee of a partial refund', () => {
  it('is fee(k) − fee(k − j)', () => {
    expect(refundedFee(amount(650n), amount(200n), 2000)).toBe(130n - 90n)
    expect(refundedFee(amount(7n), amount(3n), 2000)).toBe(1n)
  })

  it('adds up to the whole fee, in whatever steps the price is refunded', () => {
    fc.assert(
      fc.property(
        amounts,
        bps,
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 8n }), { maxLength: 8 }),
        (whole, commission, steps) => {
          let left: bigint = whole
          let given = 0n
          for (const wish of [...steps, 10n ** 9n]) {
            const refund = wish < left ? wish : left
            given += refundedFee(amount(left), amount(refund), commission)
            left -= refund
          }
          expect(given).toBe(fee(whole, commission))
        },
      ),
    )
  })
})

describe('the promotional part of a share', () => {
  it.each<[bigint, bigint, bigint, bigint]>([
    [400n, 333n, 500n, 267n],
    [400n, 500n, 500n, 400n],
    [400n, 0n, 500n, 0n],
    [1n, 1n, 500n, 1n],
    [0n, 0n, 0n, 0n],
  ])('of %d, with %d of %d paid from bonus, is %d, rounded up', (share, promo, of, expected) => {
    expect(promoShare(amount(share), amount(promo), amount(of))).toBe(expected)
  })

  it('is never more than the share, and leaves nothing of a bonus withdrawable', () => {
    fc.assert(
      fc.property(amounts, amounts, bps, (a, b, commission) => {
        const of = amount(a + b)
        const share = amount(of - fee(of, commission))
        const promo = promoShare(share, a, of)
        expect(promo).toBeLessThanOrEqual(share)
        expect((share - promo) * of).toBeLessThanOrEqual(share * b)
      }),
    )
  })
})

it.each<[number, bigint]>([
  [3, 300n],
  [6.5, 650n],
  [0.0001, 1n],
  [3.0001, 301n],
])('loss pays %d upstream credits with %d hundredths, rounded up', (upstreamCredits, expected) => {
  expect(lossAmount(cost(upstreamCredits))).toBe(expected)
})
