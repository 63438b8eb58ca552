import { Secret } from '@aetherflow/crypto/secret'
import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { createStripeGateway } from './create-stripe-gateway.ts'
import { stripeOptions, webhookSecret } from './testing/stripe-settings.ts'

const nowMs = 1_800_000_000_000
const nowS = nowMs / 1000
const orderId = '3f1c7d1e-55d0-4f8e-9c39-0f6f2d1b9a01'
const gateway = createStripeGateway(stripeOptions('http://127.0.0.1:3001', () => nowMs))

const session = {
  id: 'cs_test_1',
  object: 'checkout.session',
  livemode: false,
  client_reference_id: orderId,
  status: 'complete',
  payment_status: 'paid',
  amount_total: 500,
  currency: 'usd',
  url: null,
  created: nowS,
  payment_intent: 'pi_1',
}
const event = (type: string, object: unknown, change: Record<string, unknown> = {}) => ({
  id: 'evt_1',
  object: 'event',
  api_version: '2026-10-28.endive',
  created: nowS,
  livemode: false,
  type,
  data: { object },
  ...change,
})
const completed = event('checkout.session.completed', session)

function signed(content: unknown, { secret = webhookSecret, timestamp = nowS } = {}) {
  const body = typeof content === 'string' ? content : JSON.stringify(content, null, 2)
  const header = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp })
  return { body, headers: { 'Stripe-Signature': header } }
}
const verify = (content: unknown) => gateway.verifyWebhook(signed(content))

describe('an event', () => {
  it('of a paid session is read as such', () => {
    expect(verify(completed)).toMatchObject({
      ok: true,
      event: {
        eventId: 'evt_1',
        kind: 'paid',
        orderId,
        gatewayPaymentId: 'pi_1',
        merchant: 'stripe-test',
        amountMinor: 500,
        currency: 'USD',
      },
    })
  })

  it.each([
    ['checkout.session.completed', { payment_status: 'unpaid' }, 'other'],
    ['checkout.session.async_payment_succeeded', {}, 'paid'],
    ['checkout.session.async_payment_failed', { payment_status: 'unpaid' }, 'cancelled'],
    ['checkout.session.expired', { payment_status: 'unpaid', payment_intent: null }, 'expired'],
  ])('%s with %j is "%s"', (type, change, kind) => {
    expect(verify(event(type, { ...session, ...change }))).toMatchObject({
      ok: true,
      event: { kind, orderId },
    })
  })

  it.each([
    ['charge.refunded', { amount_refunded: 200, metadata: { orderId } }, 'refunded', orderId],
    [
      'refund.updated',
      { id: 're_1', amount: 200, status: 'succeeded', metadata: null },
      'refunded',
      null,
    ],
    [
      'refund.failed',
      { id: 're_1', amount: 200, status: 'failed', metadata: { orderId } },
      'refunded',
      orderId,
    ],
    [
      'charge.dispute.created',
      { id: 'du_1', amount: 200, status: 'needs_response' },
      'dispute',
      null,
    ],
    [
      'charge.dispute.funds_withdrawn',
      { id: 'du_1', amount: 200, status: 'lost' },
      'dispute',
      null,
    ],
    ['charge.dispute.closed', { id: 'du_1', amount: 200, status: 'won' }, 'dispute', null],
  ])('%s names its payment', (type, object, kind, about) => {
    const whole = { ...object, currency: 'cny', payment_intent: 'pi_1' }
    expect(verify(event(type, whole))).toMatchObject({
      ok: true,
      event: { kind, orderId: about, gatewayPaymentId: 'pi_1', amountMinor: 200, currency: 'CNY' },
    })
  })

  it.each(['payment_intent.succeeded', 'customer.created', 'constructor', '__proto__', 'toString'])(
    'of a type that is not ours (%s) is kept as "other"',
    (type) => {
      expect(verify(event(type, { id: 'x' }))).toMatchObject({
        ok: true,
        event: { kind: 'other', orderId: null, gatewayPaymentId: null, amountMinor: null },
      })
    },
  )

  it.each([
    [event('checkout.session.completed', { ...session, amount_total: 5.5 })],
    [event('checkout.session.completed', { ...session, amount_total: '500' })],
    [event('checkout.session.completed', { ...session, payment_status: 'mostly' })],
    [event('checkout.session.completed', null)],
    [event('charge.refunded', { amount_refunded: -1, currency: 'usd' })],
    [{ ...completed, id: '../evt' }],
    [{ ...completed, object: 'v2.core.event' }],
    ['null'],
    ['[]'],
    ['{'],
    ['text'],
  ])('of the wrong shape is refused (%#)', (content) => {
    expect(verify(content)).toEqual({ ok: false, reason: 'BODY_INVALID' })
  })

  it('of the other mode or another account is refused, however well it is signed', () => {
    expect(verify({ ...completed, livemode: true })).toEqual({
      ok: false,
      reason: 'LIVEMODE_WRONG',
    })
    expect(verify({ ...completed, account: 'acct_1' })).toEqual({
      ok: false,
      reason: 'ACCOUNT_FOREIGN',
    })
  })

  it('of more than 64 KB is refused unread', () => {
    expect(verify({ ...completed, padding: 'x'.repeat(70_000) })).toEqual({
      ok: false,
      reason: 'BODY_TOO_LARGE',
    })
  })
})

describe('a signature', () => {
  const reasonOf = (raw: { body: string; headers: Record<string, string> }) => {
    const verdict = gateway.verifyWebhook(raw)
    return verdict.ok ? null : verdict.reason
  }

  it.each([
    [
      'of another secret',
      { secret: 'whsec_sim_9999999999abcdefghijklmnopqrstuv' },
      'SIGNATURE_WRONG',
    ],
    ['of the empty secret', { secret: '' }, 'SIGNATURE_WRONG'],
    ['six minutes old', { timestamp: nowS - 360 }, 'SIGNATURE_EXPIRED'],
    ['six minutes ahead', { timestamp: nowS + 360 }, 'SIGNATURE_EXPIRED'],
  ])('%s is refused', (_name, how, reason) => {
    expect(reasonOf(signed(completed, how))).toBe(reason)
  })

  it('may be a little old or ahead', () => {
    expect(reasonOf(signed(completed, { timestamp: nowS - 290 }))).toBeNull()
    expect(reasonOf(signed(completed, { timestamp: nowS + 290 }))).toBeNull()
  })

  it('covers every byte of the body', () => {
    const { body, headers } = signed(completed)
    for (const changed of [body.replace('500', '900'), `${body} `, JSON.stringify(completed)])
      expect(reasonOf({ body: changed, headers })).toBe('SIGNATURE_WRONG')
  })

  it('is refused in any other form', () => {
    const { body, headers } = signed(completed)
    const header = headers['Stripe-Signature']
    for (const value of [
      '',
      'v1=00',
      't=1800000000',
      `t=${nowS},v1=`,
      header.replace('v1=', 'v0='),
    ])
      expect(reasonOf({ body, headers: { 'stripe-signature': value } })).toBe('SIGNATURE_MALFORMED')
    expect(reasonOf({ body, headers: {} })).toBe('SIGNATURE_MALFORMED')
    expect(reasonOf({ body, headers: { 'x-sandbox-signature': header } })).toBe(
      'SIGNATURE_MALFORMED',
    )
  })

  it('is believed by no process that was given no secret', () => {
    const worker = createStripeGateway({
      ...stripeOptions('http://127.0.0.1:3001', () => nowMs),
      webhookSecret: null,
    })
    for (const secret of [webhookSecret, '', 'null', 'undefined'])
      expect(worker.verifyWebhook(signed(completed, { secret }))).toEqual({
        ok: false,
        reason: 'NO_WEBHOOK_SECRET',
      })
  })

  it('of a live endpoint is believed by a live gateway alone', () => {
    const live = createStripeGateway({
      secretKey: new Secret('sk_live_0123456789abcdefghijklmnopqr'),
      webhookSecret: new Secret('whsec_0123456789abcdefghijklmnopqrstuv'),
      now: () => nowMs,
    })
    const secret = 'whsec_0123456789abcdefghijklmnopqrstuv'
    expect(live.verifyWebhook(signed({ ...completed, livemode: true }, { secret }))).toMatchObject({
      ok: true,
      event: { merchant: 'stripe-live' },
    })
    expect(live.verifyWebhook(signed(completed, { secret }))).toMatchObject({ ok: false })
    expect(live.verifyWebhook(signed({ ...completed, livemode: true }))).toMatchObject({
      ok: false,
    })
  })
})
