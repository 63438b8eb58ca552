import { expect, test } from 'vitest'
import {
  linkOfLine,
  lookOfLine,
  pocketsOf,
  reservationOf,
  stateOfHold,
} from './line-of-statement.ts'

const nothing = { orderId: null, taskId: null, runId: null }

test.each([
  [
    { ...nothing, orderId: 'o', taskId: 't', runId: 'r' },
    { to: 'order', href: '/orders/o' },
  ],
  [
    { ...nothing, taskId: 't', runId: 'r' },
    { to: 'task', href: '/tasks/t' },
  ],
  [
    { ...nothing, runId: 'r' },
    { to: 'run', href: '/runs/r' },
  ],
  [{ ...nothing, taskId: 't' }, null],
  [nothing, null],
])('a line of %o leads to %o', (line, link) => {
  expect(linkOfLine(line)).toEqual(link)
})

test.each([
  ['hold', -300n, 'reserved'],
  ['consume', 0n, 'charge'],
  ['consume', 50n, 'charge'],
  ['earn', 0n, 'aside'],
  ['recharge', 1n, 'change'],
  ['release', 1n, 'change'],
  ['payment_refund', -1n, 'change'],
  ['buy_out', 0n, 'aside'],
] as const)('%s that moves %s of what can be spent looks %s', (type, spendableDelta, look) => {
  expect(lookOfLine({ type, spendableDelta })).toBe(look)
})

test.each([
  [300n, 0n, 'reserved'],
  [300n, 250n, 'reserved'],
  [0n, 0n, 'returned'],
  [0n, 250n, 'partlyReturned'],
  [0n, 600n, 'charged'],
] as const)(
  'of 600 reserved, with %s waiting and %s spent, it is %s',
  (stillHeld, charged, state) => {
    const hold = { type: 'hold', amount: -600n, stillHeld, charged } as const
    expect(stateOfHold(hold)).toBe(state)
    expect(stateOfHold({ ...hold, type: 'release' })).toBeNull()
  },
)

test('a charge says what was reserved for it and what came back', () => {
  const charge = { type: 'consume', heldDelta: -300n, spendableDelta: 50n } as const
  expect(reservationOf(charge)).toEqual({ reserved: 300n, back: 50n })
  expect(reservationOf({ ...charge, type: 'release' })).toBeNull()
  expect(reservationOf({ ...charge, heldDelta: 0n })).toBeNull()
})

test('only pockets that moved are shown, a debt as what is owed', () => {
  const still = { heldDelta: 0n, pendingDelta: 0n, debtDelta: 0n }
  const after = { heldAfter: 300n, pendingAfter: 800n, debtAfter: -250n }
  expect(pocketsOf({ ...still, ...after })).toEqual([])
  expect(pocketsOf({ ...after, heldDelta: 1n, pendingDelta: -1n, debtDelta: 5n })).toEqual([
    { pocket: 'held', value: 300n },
    { pocket: 'pending', value: 800n },
    { pocket: 'debt', value: 250n },
  ])
})
