import { orderStatus, type OrderView } from '@aetherflow/api/wallet/schemas'
import { expect, test } from 'vitest'
import { orderSteps, pauseUntilNextLook, progressOfOrder, toneOfOrder } from './order-steps.ts'

const made = new Date('2026-11-22T10:00:00Z')
const later = new Date('2026-11-22T10:01:00Z')
const open = { status: 'pending', createdAt: made, paidAt: null, creditedAt: null } as const
const states = (order: Pick<OrderView, 'status' | 'createdAt' | 'paidAt' | 'creditedAt'>) =>
  orderSteps(order).map(({ state }) => state)

test.each([
  [open, ['done', 'now', 'waiting']],
  [{ ...open, status: 'credited', paidAt: later, creditedAt: later }, ['done', 'done', 'done']],
  [{ ...open, status: 'cancelled' }, ['done', 'failed', 'waiting']],
  [{ ...open, status: 'expired' }, ['done', 'failed', 'waiting']],
  [{ ...open, status: 'mismatch', paidAt: later }, ['done', 'done', 'failed']],
  [{ ...open, status: 'refunded', paidAt: later, creditedAt: later }, ['done', 'done', 'done']],
] as const)('%o stands at %o', (order, expected) => {
  expect(states(order)).toEqual(expected)
})

test('a payment that is known before the credits came shows as paid', () => {
  expect(states({ ...open, paidAt: later })).toEqual(['done', 'done', 'waiting'])
})

test('only an open order is looked at again, less often after two minutes', () => {
  for (const status of orderStatus.options)
    expect(pauseUntilNextLook({ status }, 0) === false).toBe(status !== 'pending')
  expect(pauseUntilNextLook(open, 0)).toBe(2_000)
  expect(pauseUntilNextLook(open, 180_000)).toBe(10_000)
  expect(pauseUntilNextLook(undefined, 0)).toBe(2_000)
})

test('the line is full exactly when the credits arrived', () => {
  const full = orderStatus.options.filter((status) => progressOfOrder(status) === 1)
  expect(full).toEqual(['credited', 'refunded', 'charged_back'])
  expect(orderStatus.options.map(toneOfOrder)).toContain('bad')
})
