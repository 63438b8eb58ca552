import { monthText } from '@aetherflow/api/wallet/statement-schemas'
import { expect, test } from 'vitest'
import { monthsUntil, totalOfEarnings } from './total-of-earnings.ts'

const earning = (changes = {}) => ({
  resourceId: 'r',
  resourceName: 'Night key',
  modelId: 'core',
  images: 2,
  price: 500n,
  fee: 100n,
  share: 400n,
  reversed: 50n,
  feeReversed: 10n,
  ...changes,
})

test('a month adds up, and belongs to no resource', () => {
  expect(totalOfEarnings([earning(), earning({ modelId: 'ultra', images: 1, price: 1n })])).toEqual(
    {
      resourceId: '',
      resourceName: '',
      modelId: '',
      images: 3,
      price: 501n,
      fee: 200n,
      share: 800n,
      reversed: 100n,
      feeReversed: 20n,
    },
  )
})

test('months run back to the first, over years, and each is one that can be asked for', () => {
  const now = new Date('2026-02-01T00:00:00Z')
  expect(monthsUntil('2025-11', now)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11'])
  expect(monthsUntil(null, now)).toEqual(['2026-02'])
  const all = monthsUntil('2000-01', now)
  expect(all).toHaveLength(120)
  expect(
    all.filter((month) => month >= '2020').every((month) => monthText.safeParse(month).success),
  ).toBe(true)
})
