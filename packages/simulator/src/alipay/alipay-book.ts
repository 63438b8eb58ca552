import type { Deliveries } from '../deliveries/create-deliveries.ts'
import type { PaymentBook } from '../payments/create-payment-book.ts'
import { createPaymentBook } from '../payments/create-payment-book.ts'
import type { Desk } from '../payments/desk.ts'
import { deskOf } from '../payments/desk.ts'
import type { Payment } from '../payments/payment.ts'
import { createAlipayMessages } from './alipay-message.ts'
import type { AlipayKeys, AlipaySettings } from './signing.ts'
import { orderIdOf } from './wire.ts'

/** Which page the buyer came by, and where the phone's goes back to without paying. */
export type AlipayExtra = { method: 'page' | 'wap'; quitUrl: string }
export type AlipayTrade = Payment & AlipayExtra
export type AlipayBook = PaymentBook<AlipayExtra>

/** Alipay's trades; each exists from the moment its buyer opens the page. */
export function createAlipayBook(
  deliveries: Deliveries,
  now: () => number,
  identity: { settings: AlipaySettings; keys: AlipayKeys; foreignSecret: string },
): AlipayBook {
  const messageOf = createAlipayMessages(identity, now)
  return createPaymentBook<AlipayExtra>(now, (trade, fact) => {
    const message = messageOf(trade, fact)
    if (message !== null) deliveries.send(message)
  })
}

/** By our order's id or the number it has at Alipay. Banks take nothing back here: it has no dispute events. */
export function alipayDesk(book: AlipayBook): Desk {
  const desk = deskOf(book)
  return {
    ...desk,
    settle: (orderId, outcome) => desk.settle(orderIdOf(orderId), outcome),
    refund: (orderId, amountMinor) => desk.refund(orderIdOf(orderId), amountMinor),
    openDispute: () => false,
    closeDispute: () => false,
  }
}
