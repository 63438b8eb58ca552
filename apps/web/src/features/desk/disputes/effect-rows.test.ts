import { expect, it } from 'vitest'
import { effectRows } from './effect-rows.ts'

const balances = (change: Partial<Record<'available' | 'pending' | 'debt', bigint>>) => ({
  available: 0n,
  bonus: 0n,
  promoEarned: 0n,
  earned: 0n,
  held: 0n,
  pending: 0n,
  debt: 0n,
  ...change,
})
const nobody = { commission: 0n, loss: 0n, bonusExpense: 0n }

it('shows what changes, with its difference, and nothing else', () => {
  const rows = effectRows({
    consumer: { before: balances({ available: 100n }), after: balances({ available: 400n }) },
    provider: { before: balances({ pending: 240n }), after: balances({}) },
    platform: { ...nobody, commission: -60n },
  })
  expect(rows).toEqual([
    { side: 'consumer', name: 'available', before: 100n, after: 400n, change: 300n },
    { side: 'provider', name: 'pending', before: 240n, after: 0n, change: -240n },
    { side: 'platform', name: 'commission', before: null, after: null, change: -60n },
  ])
  // What one gets, the others give.
  expect(rows.reduce((sum, { change }) => sum + change, 0n)).toBe(0n)
})

it('has no row for a decision that moves nothing', () => {
  const same = { before: balances({ debt: -5n }), after: balances({ debt: -5n }) }
  expect(effectRows({ consumer: same, provider: null, platform: nobody })).toEqual([])
})
