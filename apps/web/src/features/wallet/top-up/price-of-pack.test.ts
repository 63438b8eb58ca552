import { priceOfCredits } from '@aetherflow/api/wallet/internal/price-of-credits'
import { expect, test } from 'vitest'
import { currenciesOf, type Pack, priceOfPack, readCustomAmount } from './price-of-pack.ts'

const custom: Pack = {
  code: 'custom',
  credits: null,
  minCredits: 10_000n,
  maxCredits: 10_000_000n,
  prices: [
    { currency: 'USD', amountMinor: 100, perCredits: 10_000n },
    { currency: 'CNY', amountMinor: 700, perCredits: 10_000n },
  ],
}

test.each([10_000n, 50_000n, 12_345n, 1n, 9_999_999n])(
  'the price shown for %s is the price that will be ordered',
  (credits) => {
    for (const rate of custom.prices)
      expect(priceOfPack(custom, credits, rate.currency)).toBe(priceOfCredits(credits, rate))
  },
)

test('a pack that is not sold in a currency has no price in it', () => {
  expect(priceOfPack({ ...custom, prices: [] }, 100n, 'USD')).toBeNull()
})

test('the likely currency comes first, and only sold ones come at all', () => {
  expect(currenciesOf([custom], 'CNY')).toEqual(['CNY', 'USD'])
  expect(currenciesOf([{ ...custom, prices: custom.prices.slice(0, 1) }], 'CNY')).toEqual(['USD'])
})

test.each([
  ['250', { ok: true, credits: 25_000n }],
  [' 1,000 ', { ok: true, credits: 100_000n }],
  ['100,000', { ok: true, credits: 10_000_000n }],
  ['', { ok: false, reason: 'empty' }],
  ['99', { ok: false, reason: 'range' }],
  ['100001', { ok: false, reason: 'range' }],
  ['12.5', { ok: false, reason: 'form' }],
  ['-5', { ok: false, reason: 'form' }],
  ['1e3', { ok: false, reason: 'form' }],
])('reads "%s" as %o', (text, result) => {
  expect(readCustomAmount(text, custom)).toEqual(result)
})
