import { orderStatus, type OrderView } from '@aetherflow/api/wallet/schemas'
import { expect, test } from 'vitest'
import { orderSteps, pauseUntilNextLook, progressOfOrder, toneOfOrder } from './order-steps.ts'

const made = new Date('2026-11-22T10:00:00Z')
const later = new Date('2026-11-22T10:01:00Z')
const open = {
  status: 'pending',
  createdAt: made,
  paidAt: null,
  creditedAt: null,
  refundedMinor: 0,
} as const
const states = (
  order: Pick<OrderView, 'status' | 'createdAt' | 'paidAt' | 'creditedAt' | 'refundedMinor'>,
) => orderSteps(order).map(({ state }) => state)

test.each([
  [open, ['done', 'now', 'waiting']],
  [{ ...open, status: 'credited', paidAt: later, creditedAt: later }, ['done', 'done', 'done']],
  [{ ...open, status: 'cancelled' }, ['done', 'failed', 'waiting']],
  [{ ...open, status: 'expired' }, ['done', 'failed', 'waiting']],
  [{ ...open, status: 'mismatch', paidAt: later }, ['done', 'done', 'now']],
  [
    { ...open, status: 'refunded', paidAt: later, creditedAt: later },
    ['done', 'done', 'done', 'done'],
  ],
  [{ ...open, status: 'charged_back', creditedAt: later }, ['done', 'done', 'done', 'done']],
  [
    { ...open, status: 'credited', creditedAt: later, refundedMinor: 50 },
    ['done', 'done', 'done', 'done'],
  ],
] as const)('%o stands at %o', (order, expected) => {
  expect(states(order)).toEqual(expected)
})

test('a payment that is known before the credits came shows as paid', () => {
  expect(states({ ...open, paidAt: later })).toEqual(['done', 'done', 'waiting'])
})

test('an open order is looked at less and less often, a parked one patiently, an ended one never', () => {
  for (const status of orderStatus.options)
    expect(pauseUntilNextLook({ status }, 0) === false).toBe(
      status !== 'pending' && status !== 'mismatch',
    )
  const pauses = [0, 10_000, 180_000].map((watchedMs) => pauseUntilNextLook(open, watchedMs))
  expect(pauses).toEqual([700, 2_000, 10_000])
  expect(pauseUntilNextLook({ status: 'mismatch' }, 0)).toBe(30_000)
  expect(pauseUntilNextLook(undefined, 10_000)).toBe(2_000)
})

test('the line is full exactly when the credits arrived', () => {
  const full = orderStatus.options.filter((status) => progressOfOrder(status) === 1)
  expect(full).toEqual(['credited', 'refunded', 'charged_back'])
  expect(orderStatus.options.map(toneOfOrder)).toContain('bad')
})

test('money that a bank took is not called returned', () => {
  const taken = { ...open, status: 'charged_back', paidAt: later, creditedAt: later } as const
  expect(orderSteps(taken).at(-1)?.name).toBe('takenBack')
  expect(orderSteps({ ...taken, status: 'refunded' }).at(-1)?.name).toBe('returned')
})
