import { createHash, createHmac } from 'node:crypto'
import type { Forgery, Message, Post } from '../deliveries/message.ts'
import type { Fact } from '../payments/payment.ts'
import type { StripePayment } from './stripe-payment.ts'
import { unixSeconds } from './stripe-payment.ts'
import type { View } from './stripe-views.ts'
import { chargeView, disputeView, refundView, sessionView } from './stripe-views.ts'

/** Stripe tries for three days, ever more rarely; here for a quarter of an hour. */
const RETRY_MS = [1000, 5000, 20_000, 60_000, 180_000, 600_000]
const API_VERSION = '2026-10-28.endive'

type Telling = { type: string; object: View; at: string; key: string }
export type SigningSecrets = { own: string; foreign: string }

/** What Stripe posts about a fact: often more than one event. */
export function stripeMessages(
  payment: StripePayment,
  fact: Fact | { kind: 'submitted' },
  secrets: SigningSecrets,
  now: () => number,
): Message[] {
  return tellings(payment, fact).map((telling) => messageOf(payment, telling, secrets, now))
}

function tellings(payment: StripePayment, fact: Fact | { kind: 'submitted' }): Telling[] {
  switch (fact.kind) {
    case 'submitted':
      return [sessionTelling(payment, 'completed', payment.openedAt)]
    case 'ended': {
      const at = payment.closedAt ?? payment.openedAt
      if (fact.outcome === 'expired') return [sessionTelling(payment, 'expired', at)]
      if (!payment.submitted) return [sessionTelling(payment, 'completed', at)]
      const end = fact.outcome === 'paid' ? 'succeeded' : 'failed'
      return [sessionTelling(payment, `async_payment_${end}`, at)]
    }
    case 'refund': {
      const { refund } = fact
      const told = { at: refund.at, key: refund.id }
      return [
        { type: 'charge.refunded', object: chargeView(payment), ...told },
        { type: 'refund.updated', object: refundView(payment, refund), ...told },
      ]
    }
    case 'dispute': {
      const { dispute } = fact
      const at = dispute.closedAt ?? dispute.openedAt
      const told = { object: disputeView(payment, dispute), at, key: dispute.id }
      return {
        open: ['created', 'funds_withdrawn'],
        won: ['funds_reinstated', 'closed'],
        lost: ['closed'],
      }[dispute.state].map((name) => ({ type: `charge.dispute.${name}`, ...told }))
    }
  }
}

function sessionTelling(payment: StripePayment, name: string, at: string): Telling {
  const object = sessionView(payment, '', () => false)
  return { type: `checkout.session.${name}`, object: { ...object, url: null }, at, key: 'session' }
}

function messageOf(
  payment: StripePayment,
  { type, object, at, key }: Telling,
  secrets: SigningSecrets,
  now: () => number,
): Message {
  // The same fact always has the same event id, however often it is sent.
  const digest = createHash('sha256').update(`${payment.id}/${type}/${key}`).digest('hex')
  const event = {
    id: `evt_${digest.slice(0, 24)}`,
    object: 'event',
    api_version: API_VERSION,
    created: unixSeconds(at),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  }
  const text = JSON.stringify(event, null, 2)
  const signed = (body: string, secret: string, scheme = 'v1', sent = body): Post => {
    const seconds = Math.floor(now() / 1000)
    const hex = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
    return {
      body: sent,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': `t=${seconds},${scheme}=${hex}`,
      },
    }
  }
  const raised = text.replaceAll(
    new RegExp(`("amount\\w*": )${payment.amountMinor}\\b`, 'g'),
    `$1${payment.amountMinor}00`,
  )
  const forgeries: Record<Forgery, () => Post> = {
    'empty-key': () => signed(text, ''),
    'wrong-key': () => signed(text, 'whsec_that_somebody_else_made_up_0123456789'),
    'other-gateway': () => signed(text, secrets.foreign),
    'weak-sign-type': () => signed(text, secrets.own, 'v0'),
    'other-merchant': () => signed(JSON.stringify({ ...event, livemode: true }), secrets.own),
    'changed-amount': () => signed(text, secrets.own, 'v1', raised),
  }
  return {
    url: payment.notifyUrl,
    retryMs: RETRY_MS,
    write: () => signed(text, secrets.own),
    forge: (forgery) => forgeries[forgery](),
    isAccepted: (status) => status >= 200 && status < 300,
  }
}
