import { orderStatus } from '@aetherflow/api/wallet/schemas'
import { expect, test } from 'vitest'
import en from '../../../messages/en/orders.json'
import {
  canAskAgain,
  canBeBoughtAgain,
  hasReceipt,
  needsHelp,
  reasonOfMismatch,
  stateOfOrder,
} from './order-state.ts'

test('an order is asked about only while it is open, and a part refund is told apart', () => {
  const whole = { refundedMinor: 0 }
  expect(stateOfOrder({ ...whole, status: 'pending' }, true)).toBe('asking')
  expect(stateOfOrder({ ...whole, status: 'pending' }, false)).toBe('pending')
  expect(stateOfOrder({ ...whole, status: 'cancelled' }, true)).toBe('cancelled')
  expect(stateOfOrder({ status: 'credited', refundedMinor: 100 }, false)).toBe('partly_refunded')
  expect(stateOfOrder({ status: 'refunded', refundedMinor: 700 }, false)).toBe('refunded')
})

test('every state has its title, its sentence and what comes next', () => {
  const states = [...orderStatus.options, 'asking', 'partly_refunded'].toSorted()
  for (const part of [en.title, en.lead, en.next])
    expect(Object.keys(part).toSorted()).toEqual(states)
})

test('what a buyer cannot use is said in general', () => {
  expect(reasonOfMismatch('AMOUNT')).toBe('AMOUNT')
  expect(reasonOfMismatch('MERCHANT')).toBe('OTHER')
  expect(reasonOfMismatch(null)).toBe('OTHER')
})

test('late money can be asked for during a week', () => {
  const now = Date.parse('2026-11-22T00:00:00Z')
  const ended = (status: 'expired' | 'cancelled' | 'pending' | 'credited', day: string) =>
    canAskAgain({ status, expiresAt: new Date(day) }, now)
  expect(ended('pending', '2026-01-01')).toBe(true)
  expect(ended('expired', '2026-11-16')).toBe(true)
  expect(ended('cancelled', '2026-11-14')).toBe(false)
  expect(ended('credited', '2026-11-21')).toBe(false)
})

test('a receipt is for what was credited', () => {
  expect(hasReceipt({ creditedAt: null })).toBe(false)
  expect(hasReceipt({ creditedAt: new Date() })).toBe(true)
})

test('only what was not paid is bought again or asked about at support', () => {
  const ended = orderStatus.options.filter((status) => canBeBoughtAgain({ status }))
  expect(ended).toEqual(['cancelled', 'expired'])
  const lost = orderStatus.options.filter((status) => needsHelp({ status }))
  expect(lost).toEqual(['pending', ...ended])
})
