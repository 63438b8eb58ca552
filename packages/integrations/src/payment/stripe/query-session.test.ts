import { describe, expect, it } from 'vitest'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import type { Answers } from './testing/odd-stripe.ts'
import {
  error,
  intent,
  list,
  paidAnswers,
  ref,
  refund,
  says,
  session,
  sessionPath,
  stripeAt,
  wanted,
} from './testing/odd-stripe.ts'

describe('an answer', () => {
  const stateOf = async (answers: Answers) => {
    await using server = await oddHttpServer(says({ ...paidAnswers, ...answers }))
    return await stripeAt(server.url)
      .queryPayment(ref)
      .catch(({ code }: { code: string }) => ({ kind: code }))
  }
  const withSession = (change: object) => stateOf({ [sessionPath]: { ...session, ...change } })

  it('that is paid says what was received, when, and by whose mode', async () => {
    expect(await stateOf({})).toEqual({
      kind: 'paid',
      gatewayPaymentId: 'pi_1',
      amountMinor: 500,
      currency: 'USD',
      merchant: 'stripe-test',
      paidAt: new Date(1_800_000_060_000),
      refunds: [],
      disputes: [],
    })
    expect(await withSession({ livemode: true })).toMatchObject({ merchant: 'stripe-other-mode' })
    const less = { ...intent, amount_received: 499 }
    expect(await withSession({ payment_intent: less })).toMatchObject({ amountMinor: 499 })
  })

  it.each([
    ['open', 'unpaid', null, { kind: 'pending' }],
    ['expired', 'unpaid', null, { kind: 'closed', reason: 'expired' }],
    ['complete', 'unpaid', { ...intent, status: 'processing' }, { kind: 'pending' }],
    [
      'complete',
      'unpaid',
      { ...intent, status: 'requires_payment_method' },
      { kind: 'closed', reason: 'cancelled' },
    ],
    ['complete', 'paid', { ...intent, status: 'processing' }, { kind: 'GATEWAY_UNKNOWN' }],
    ['complete', 'paid', 'pi_1', { kind: 'GATEWAY_UNKNOWN' }],
    ['complete', 'no_payment_required', null, { kind: 'paid', amountMinor: 0 }],
  ])('of a session that is %s and %s is no more than that', async (status, paid, object, state) => {
    const change = { status, payment_status: paid, payment_intent: object }
    expect(await withSession(change)).toMatchObject(state)
  })

  it('knows a refund as ours by its metadata, and disputes only where money moved', async () => {
    const dispute = { amount: 300, currency: 'usd', payment_intent: 'pi_1' }
    const state = await stateOf({
      'GET /v1/refunds': list([
        refund,
        { ...refund, id: 're_2', metadata: {}, status: 'pending' },
        { ...refund, id: 're_3', metadata: null, status: 'failed' },
        { ...refund, id: 're_4', status: 'canceled' },
        { ...refund, id: 're_5', status: 'requires_action' },
      ]),
      'GET /v1/disputes': list(
        [
          'warning_needs_response',
          'warning_closed',
          'prevented',
          'needs_response',
          'under_review',
          'won',
          'lost',
        ].map((status, index) => ({ ...dispute, id: `du_${index}`, status })),
      ),
    })
    expect(state).toMatchObject({
      refunds: [
        { refundId: 'refund-1', state: 'done' },
        { refundId: null, state: 'pending' },
        { refundId: null, state: 'failed' },
        { state: 'failed' },
        { state: 'pending' },
      ],
      disputes: [{ state: 'open' }, { state: 'open' }, { state: 'won' }, { state: 'lost' }],
    })
  })

  it.each([
    ['another order', { client_reference_id: 'order-2' }],
    ['another session', { id: 'cs_test_2' }],
    ['an odd status', { status: 'half' }],
    ['an odd amount', { payment_intent: { ...intent, amount_received: 5.5 } }],
  ])('about %s is never read as this one', async (_name, change) => {
    expect(await withSession(change)).toEqual({ kind: 'GATEWAY_UNKNOWN' })
  })

  it.each([
    [404, error('resource_missing'), 'not-found'],
    [404, '<html>', 'GATEWAY_UNKNOWN'],
    [400, error(undefined), 'GATEWAY_REFUSED'],
    [400, error(undefined, 'idempotency_error'), 'GATEWAY_REFUSED'],
    [401, error(undefined), 'GATEWAY_REFUSED'],
    [403, error(undefined), 'GATEWAY_REFUSED'],
    [409, error('lock_timeout'), 'GATEWAY_UNKNOWN'],
    [429, error('rate_limit'), 'GATEWAY_UNKNOWN'],
    [500, error(undefined, 'api_error'), 'GATEWAY_UNKNOWN'],
    [503, '', 'GATEWAY_UNKNOWN'],
    [200, '{', 'GATEWAY_UNKNOWN'],
  ])('%d with %j is "%s"', async (status, body, kind) => {
    expect(await stateOf({ [sessionPath]: [status, body] })).toEqual({ kind })
  })

  it('that breaks off is unknown, and a closed port unreachable', async () => {
    const server = await oddHttpServer((response) => response.destroy())
    const gateway = stripeAt(server.url)
    await expect(gateway.createPayment(wanted)).rejects.toMatchObject({ code: 'GATEWAY_UNKNOWN' })
    await server[Symbol.asyncDispose]()
    await expect(gateway.createPayment(wanted)).rejects.toMatchObject({
      code: 'GATEWAY_UNREACHABLE',
      message: expect.not.stringContaining('sk_sim'),
    })
  })

  it.each(['javascript:alert(1)', '/pay', null])(
    'that sends the buyer to %j is not followed',
    async (url) => {
      await using server = await oddHttpServer(
        says({ 'POST /v1/checkout/sessions': { ...session, url } }),
      )
      await expect(stripeAt(server.url).createPayment(wanted)).rejects.toMatchObject({
        code: 'GATEWAY_UNKNOWN',
      })
    },
  )
})
