import type { Deliveries } from '../deliveries/create-deliveries.ts'
import type { PaymentBook } from '../payments/create-payment-book.ts'
import { createPaymentBook } from '../payments/create-payment-book.ts'
import type { Payment } from '../payments/payment.ts'
import { sandboxMessage } from './sandbox-message.ts'

/** `contentHash` tells a repeated request from another one under the same order. */
export type SandboxExtra = { contentHash: string }
export type SandboxPayment = Payment & SandboxExtra
export type SandboxBook = PaymentBook<SandboxExtra>

/** The sandbox gateway's payments; each fact goes to the shop, signed. */
export function createSandboxBook(
  deliveries: Deliveries,
  now: () => number,
  secrets: { own: string; foreign: string },
): SandboxBook {
  return createPaymentBook<SandboxExtra>(now, (payment, fact) =>
    deliveries.send(sandboxMessage(payment, fact, secrets, now)),
  )
}
