import { createHash } from 'node:crypto'
import type { Forgery, Message, Post } from '../deliveries/message.ts'
import type { Fact, Payment } from '../payments/payment.ts'
import { sign } from './signature.ts'

const RETRY_MS = [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]

/** What the sandbox posts about a fact; anything but 2xx is tried again. */
export function sandboxMessage(
  payment: Payment,
  fact: Fact,
  secrets: { own: string; foreign: string },
  now: () => number,
): Message {
  const body = JSON.stringify(eventOf(payment, fact))
  const signed = (text: string, secret: string, sent = text): Post => ({
    body: sent,
    headers: {
      'content-type': 'application/json',
      'x-sandbox-signature': sign(secret, text, now()),
    },
  })
  const forgeries: Record<Forgery, () => Post | null> = {
    'empty-key': () => signed(body, ''),
    'wrong-key': () => signed(body, 'a-key-that-somebody-else-made-up-0123456789'),
    'other-gateway': () => signed(body, secrets.foreign),
    'weak-sign-type': () => null,
    'other-merchant': () => {
      const foreign = { ...eventOf(payment, fact), merchant: 'somebody-else' }
      return signed(JSON.stringify(foreign), secrets.own)
    },
    'changed-amount': () => {
      const raised = { ...eventOf(payment, fact), amountMinor: payment.amountMinor * 100 }
      return signed(body, secrets.own, JSON.stringify(raised))
    },
  }
  return {
    url: payment.notifyUrl,
    retryMs: RETRY_MS,
    write: () => signed(body, secrets.own),
    forge: (forgery) => forgeries[forgery](),
    isAccepted: (status) => status >= 200 && status < 300,
  }
}

/** The same fact always has the same event id, however often it is sent. */
function eventOf(payment: Payment, fact: Fact): Record<string, unknown> {
  const { type, amountMinor, occurredAt, key } = tellingOf(payment, fact)
  const digest = createHash('sha256').update(`${payment.id}/${key}`).digest('hex')
  return {
    eventId: `evt_${digest.slice(0, 24)}`,
    type,
    paymentId: `pay_${payment.id}`,
    orderId: payment.orderId,
    merchant: payment.merchant,
    amountMinor,
    currency: payment.currency,
    occurredAt,
  }
}

function tellingOf(payment: Payment, fact: Fact) {
  switch (fact.kind) {
    case 'ended':
      return {
        type: `payment.${fact.outcome}`,
        amountMinor: payment.amountMinor,
        occurredAt: payment.closedAt,
        key: fact.outcome,
      }
    case 'refund':
      return {
        type: 'payment.refunded',
        amountMinor: fact.refund.amountMinor,
        occurredAt: fact.refund.at,
        key: `refund/${fact.refund.id}`,
      }
    case 'dispute':
      return {
        type: `dispute.${fact.dispute.state}`,
        amountMinor: fact.dispute.amountMinor,
        occurredAt: fact.dispute.closedAt ?? fact.dispute.openedAt,
        key: `dispute/${fact.dispute.id}/${fact.dispute.state}`,
      }
  }
}
