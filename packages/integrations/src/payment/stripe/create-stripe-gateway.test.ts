import { describe, expect, it } from 'vitest'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import type { Answers } from './testing/odd-stripe.ts'
import {
  expiresAt,
  intent,
  list,
  orderId,
  paidAnswers,
  ref,
  refund,
  says,
  session,
  stripeAt,
  wanted,
} from './testing/odd-stripe.ts'
import { secretKey, webhookSecret } from './testing/stripe-settings.ts'

describe('a request', () => {
  it('to pay is one form under the order’s own key, with a time that is the same on a repeat', async () => {
    await using server = await oddHttpServer(says({ 'POST /v1/checkout/sessions': session }))
    const gateway = stripeAt(server.url)
    expect(await gateway.createPayment(wanted)).toEqual({
      redirectUrl: session.url,
      gatewayPaymentId: null,
      reference: 'cs_test_1',
    })
    await gateway.createPayment(wanted)
    const [first, second] = server.seen
    expect(second?.body.toString()).toBe(first?.body.toString())
    expect(first?.headers).toMatchObject({
      authorization: `Bearer ${secretKey}`,
      'idempotency-key': `order:${orderId}`,
      'content-type': 'application/x-www-form-urlencoded',
    })
    const form = Object.fromEntries(new URLSearchParams(first?.body.toString()))
    expect(form).toEqual({
      mode: 'payment',
      client_reference_id: orderId,
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'usd',
      'line_items[0][price_data][unit_amount]': '500',
      'line_items[0][price_data][product_data][name]': '500 credits',
      'metadata[orderId]': orderId,
      'metadata[notifyUrl]': wanted.notifyUrl,
      'payment_intent_data[metadata][orderId]': orderId,
      'payment_intent_data[metadata][notifyUrl]': wanted.notifyUrl,
      success_url: wanted.returnUrl,
      cancel_url: wanted.returnUrl,
      expires_at: String(expiresAt.getTime() / 1000 + 35 * 60),
    })
  })

  it('never carries the webhook secret, nor news about this machine’s other requests', async () => {
    await using server = await oddHttpServer(says(paidAnswers))
    const gateway = stripeAt(server.url)
    await gateway.queryPayment(ref)
    await gateway.queryPayment(ref)
    expect(JSON.stringify(server.seen)).not.toContain(webhookSecret)
    for (const { headers } of server.seen)
      expect(headers).not.toHaveProperty('x-stripe-client-telemetry')
  })

  it('to refund has its own key and names the refund, unless Stripe has it already', async () => {
    const answers: Answers = {
      'GET /v1/payment_intents/pi_1': intent,
      'GET /v1/refunds': list([]),
      'POST /v1/refunds': refund,
    }
    await using server = await oddHttpServer((response, request) =>
      says(answers)(response, request),
    )
    const gateway = stripeAt(server.url)
    const asked = {
      ...ref,
      gatewayPaymentId: 'pi_1',
      refundId: 'refund-1',
      amountMinor: 200,
      currency: 'USD',
      reason: 'asked',
    }
    expect(await gateway.refundPayment(asked)).toEqual({
      kind: 'refunded',
      gatewayRefundId: 're_1',
    })
    const posted = server.seen.find(({ method }) => method === 'POST')
    expect(posted?.headers['idempotency-key']).toBe('refund:refund-1')
    expect(Object.fromEntries(new URLSearchParams(posted?.body.toString()))).toMatchObject({
      payment_intent: 'pi_1',
      amount: '200',
      'metadata[refundId]': 'refund-1',
    })
    // Long after: the key is forgotten, the refund is not.
    answers['GET /v1/refunds'] = list([{ ...refund, status: 'pending' }])
    answers['POST /v1/refunds'] = [500, '']
    expect(await gateway.refundPayment(asked)).toEqual({ kind: 'pending', gatewayRefundId: 're_1' })
    await expect(gateway.refundPayment({ ...asked, amountMinor: 201 })).rejects.toMatchObject({
      code: 'GATEWAY_REFUSED',
    })
    for (const foreign of [
      { orderId: 'another-order' },
      { currency: 'CNY' },
      { gatewayPaymentId: 'ch_1' },
    ])
      await expect(gateway.refundPayment({ ...asked, ...foreign })).rejects.toMatchObject({
        code: 'GATEWAY_REFUSED',
      })
  })

  it.each([null, 'pi_1', '../x', 'cs_1/expire'])(
    'is not sent for the reference %j',
    async (reference) => {
      await using server = await oddHttpServer(says(paidAnswers))
      const state = await stripeAt(server.url)
        .queryPayment({ orderId, reference })
        .catch(({ code }: { code: string }) => ({ kind: code }))
      expect(state.kind).toBe(reference === null ? 'not-found' : 'GATEWAY_REFUSED')
      expect(server.seen).toEqual([])
    },
  )
})
