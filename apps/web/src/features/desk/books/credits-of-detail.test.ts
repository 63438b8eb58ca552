import { expect, test } from 'vitest'
import { creditsOfDetail } from './credits-of-detail.ts'

test('amounts read in credits, also of before and after, and the rest stays', () => {
  expect(
    creditsOfDetail({
      amount: '-1250',
      credits: '7500',
      amountMinor: 100,
      state: 'approved',
      before: { dailySpendCap: null, lowBalanceAt: '500' },
    }),
  ).toEqual({
    amount: '-12.50',
    credits: '75.00',
    amountMinor: 100,
    state: 'approved',
    before: { dailySpendCap: null, lowBalanceAt: '5.00' },
  })
})
