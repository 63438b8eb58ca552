import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { isLoopback } from '../http/is-loopback.ts'
import type { Callbacks } from './callbacks.ts'

const plainId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/)
const webUrl = z.url({ protocol: /^https?$/ }).max(2000)

/** What a merchant sends to open a payment. Amounts are minor units (cents, 分). */
export const openPaymentSchema = z.strictObject({
  merchant: plainId,
  orderId: plainId,
  amountMinor: z.int().min(1).max(100_000_000_00),
  currency: z.enum(['USD', 'CNY']),
  subject: z.string().min(1).max(200),
  notifyUrl: webUrl.refine((url) => isLoopback(new URL(url).hostname), 'must be on this machine'),
  returnUrl: webUrl,
  expiresAt: z.iso.datetime({ offset: true }),
})
type OpenPayment = z.infer<typeof openPaymentSchema>

export type Outcome = 'paid' | 'cancelled' | 'expired'
export type Payment = OpenPayment & {
  id: string
  /** Proves that a form post came from the page. */
  formToken: string
  contentHash: string
  status: 'pending' | Outcome
  closedAt: string | null
}

export type Payments = {
  open(input: OpenPayment): { kind: 'opened' | 'already'; payment: Payment } | { kind: 'conflict' }
  byOrder(orderId: string): Payment | undefined
  byId(id: string): Payment | undefined
  /** Closes a pending payment and sends the callback; a closed one stays as it is. */
  close(payment: Payment, outcome: Outcome): void
  /** Sends the callback of a closed payment again. */
  redeliver(payment: Payment): void
  clear(): void
}

/** Payments in memory, one per order; expire by themselves. */
export function createPayments(callbacks: Callbacks, now: () => number): Payments {
  const byOrder = new Map<string, Payment>()
  const timers = new Map<string, NodeJS.Timeout>()
  const payments: Payments = {
    open(input) {
      const contentHash = createHash('sha256')
        .update(JSON.stringify(openPaymentSchema.parse(input)))
        .digest('hex')
      const existing = byOrder.get(input.orderId)
      if (existing)
        return existing.contentHash === contentHash
          ? { kind: 'already', payment: existing }
          : { kind: 'conflict' }
      const payment: Payment = {
        ...input,
        id: `pay_${randomBytes(12).toString('hex')}`,
        formToken: randomBytes(18).toString('base64url'),
        contentHash,
        status: 'pending',
        closedAt: null,
      }
      byOrder.set(input.orderId, payment)
      const leftMs = Math.min(2 ** 31 - 1, Math.max(0, Date.parse(input.expiresAt) - now()))
      timers.set(payment.id, setTimeout(() => payments.close(payment, 'expired'), leftMs).unref())
      return { kind: 'opened', payment }
    },
    byOrder: (orderId) => byOrder.get(orderId),
    byId: (id) => [...byOrder.values()].find((payment) => payment.id === id),
    close(payment, outcome) {
      if (payment.status !== 'pending') return
      payment.status = outcome
      payment.closedAt = new Date(now()).toISOString()
      clearTimeout(timers.get(payment.id))
      callbacks.deliver(payment, outcome)
    },
    redeliver(payment) {
      if (payment.status !== 'pending') callbacks.deliver(payment, payment.status)
    },
    clear() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      byOrder.clear()
      callbacks.clear()
    },
  }
  return payments
}
