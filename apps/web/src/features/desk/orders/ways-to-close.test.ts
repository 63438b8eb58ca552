import { expect, it } from 'vitest'
import { waysToClose } from './ways-to-close.ts'

const actionsOf = (reason: string, orderId: string | null = 'an order') =>
  waysToClose({ reason, orderId }).map(({ action }) => action)

it('offers all three while the order is parked', () => {
  expect(actionsOf('AMOUNT')).toEqual(['refund', 'recheck', 'dismiss'])
})

it('asks nobody again about an order that its first payment credited', () => {
  expect(actionsOf('SECOND_PAYMENT')).toEqual(['refund', 'dismiss'])
})

it.each(['UNKNOWN_ORDER', 'CHANGED', 'DISPUTE', 'REFUND_FAILED'])(
  'gives nothing back for %s, which is no payment',
  (reason) => expect(actionsOf(reason)).toEqual(['dismiss']),
)

it('gives nothing back without an order', () => {
  expect(actionsOf('AMOUNT', null)).toEqual(['dismiss'])
})

it('says that only credits are taken where the money went back at the desk', () => {
  expect(waysToClose({ reason: 'REFUND_AT_DESK', orderId: 'an order' })).toEqual([
    { action: 'refund', words: 'take' },
    { action: 'dismiss', words: 'dismiss' },
  ])
})
