import { describe, expect, it } from 'vitest'
import type { StripeShop, View } from './testing/with-stripe.ts'
import { withStripe } from './testing/with-stripe.ts'

const sessions = '/v1/checkout/sessions'
const errorOf = ({ body }: { body: View }) => body['error']
const opened = async (shop: StripeShop, change: Record<string, string> = {}) =>
  (await shop.post(sessions, shop.session(change))).body
const inSeconds = (ahead: number) => String(Math.floor(Date.now() / 1000) + ahead)

describe('the API', () => {
  it.each([
    ['no key', ''],
    ['another key', 'Bearer sk_sim_9999999999abcdefghijklmnopqr'],
    ['a key that is cut', 'Bearer sk_sim_'],
  ])('lets nobody in with %s', async (_name, authorization) => {
    await using shop = await withStripe()
    for (const answer of [
      await shop.post(sessions, shop.session(), { authorization }),
      await shop.get('/v1/balance_transactions', { authorization }),
    ]) {
      expect(answer.status).toBe(401)
      expect(errorOf(answer)).toMatchObject({ type: 'invalid_request_error' })
    }
  })

  it('opens a session with an id, a page and a request id', async () => {
    await using shop = await withStripe()
    const answer = await shop.post(sessions, shop.session())
    expect(answer.headers.get('request-id')).toMatch(/^req_/)
    expect(answer.body).toMatchObject({
      id: expect.stringMatching(/^cs_test_/),
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 500,
      currency: 'usd',
      livemode: false,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/stripe\/pay\/cs_test_/),
    })
  })

  it.each([
    [{ 'payment_method_types[0]': 'card' }, 'parameter_unknown', 'payment_method_types'],
    [
      { 'line_items[0][price_data][unit_amount]': '5.5' },
      undefined,
      'line_items[0][price_data][unit_amount]',
    ],
    [{ 'line_items[0][price_data][unit_amount]': '49' }, 'amount_too_small', undefined],
    [{ 'line_items[0][price_data][unit_amount]': '100000000' }, 'amount_too_large', undefined],
    [{ success_url: '/relative' }, undefined, 'success_url'],
    [{ expires_at: inSeconds(29 * 60) }, undefined, 'expires_at'],
    [{ expires_at: inSeconds(25 * 3600) }, undefined, 'expires_at'],
  ])('refuses a session with %j', async (change: Record<string, string>, code, param) => {
    await using shop = await withStripe()
    const answer = await shop.post(sessions, shop.session(change))
    expect(answer.status).toBe(400)
    expect(errorOf(answer)).toMatchObject({ type: 'invalid_request_error' })
    expect([(errorOf(answer) as View)['code'], (errorOf(answer) as View)['param']]).toEqual([
      code,
      param,
    ])
  })

  it('answers a repeated key with the same, also a refusal, and refuses it for anything else', async () => {
    await using shop = await withStripe()
    const first = await shop.post(sessions, shop.session(), { key: 'order:1' })
    const again = await shop.post(sessions, shop.session(), { key: 'order:1' })
    expect(again.body).toEqual(first.body)
    expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([
      null,
      'true',
    ])
    const other = await shop.post(sessions, shop.session({ cancel_url: 'http://localhost/x' }), {
      key: 'order:1',
    })
    expect([other.status, errorOf(other)]).toMatchObject([400, { type: 'idempotency_error' }])
    const small = { 'line_items[0][price_data][unit_amount]': '1' }
    const refused = await shop.post(sessions, shop.session(small), { key: 'order:2' })
    const replayed = await shop.post(sessions, shop.session(small), { key: 'order:2' })
    expect([refused.status, replayed.status]).toEqual([400, 400])
    expect(replayed.headers.get('idempotent-replayed')).toBe('true')
  })

  it('keeps nothing under the key of a request that it could not read', async () => {
    await using shop = await withStripe()
    const bad = await shop.post(sessions, shop.session({ unknown: 'x' }), { key: 'order:1' })
    expect(bad.status).toBe(400)
    expect((await shop.post(sessions, shop.session(), { key: 'order:1' })).status).toBe(200)
  })

  it('expires an open session and no other, and knows none that was never made', async () => {
    await using shop = await withStripe()
    const { id } = await opened(shop)
    expect((await shop.post(`${sessions}/${String(id)}/expire`, {})).body).toMatchObject({
      status: 'expired',
      url: null,
    })
    const again = await shop.post(`${sessions}/${String(id)}/expire`, {})
    expect([again.status, errorOf(again)]).toMatchObject([
      400,
      { message: expect.stringContaining('status of expired') },
    ])
    await shop.heard('checkout.session.expired')
    const unknown = await shop.get(`${sessions}/cs_test_000000000000000000000000`)
    expect([unknown.status, errorOf(unknown)]).toMatchObject([404, { code: 'resource_missing' }])
  })

  it('shows inner objects on demand alone', async () => {
    await using shop = await withStripe()
    const { id } = await opened(shop)
    shop.settlePayment('order-1', 'paid')
    const path = `${sessions}/${String(id)}`
    expect((await shop.get(path)).body['payment_intent']).toMatch(/^pi_/)
    const expanded = await shop.get(`${path}?expand[0]=payment_intent.latest_charge`)
    expect(expanded.body['payment_intent']).toMatchObject({
      status: 'succeeded',
      amount_received: 500,
      latest_charge: { object: 'charge', amount_refunded: 0 },
      metadata: { orderId: 'order-1' },
    })
    const odd = await shop.get(`${path}?expand[0]=secrets`)
    expect([odd.status, errorOf(odd)]).toMatchObject([400, { param: 'expand' }])
  })
})

describe('refunds', () => {
  it('come in parts, never beyond what is left, and say why not', async () => {
    await using shop = await withStripe()
    const { id } = await opened(shop)
    const intent = String(id).replace('cs_test_', 'pi_')
    const refund = (amount: string) => shop.post('/v1/refunds', { payment_intent: intent, amount })
    expect((await refund('100')).status).toBe(404)
    shop.settlePayment('order-1', 'paid')
    const made = await refund('200')
    expect(made.body).toMatchObject({ object: 'refund', amount: 200, status: 'succeeded' })
    expect((await refund('301')).status).toBe(400)
    expect((await refund('300')).status).toBe(200)
    expect(errorOf(await refund('1'))).toMatchObject({ code: 'charge_already_refunded' })
    expect(await shop.heard('refund.updated')).toMatchObject({ amount: 200 })
    expect(await shop.heard('charge.refunded')).toMatchObject({ amount_refunded: 200 })
  })

  it('are impossible while a bank disputes the payment', async () => {
    await using shop = await withStripe()
    const { id } = await opened(shop)
    shop.settlePayment('order-1', 'paid')
    expect(shop.openDispute('order-1')).toBe(true)
    const intent = String(id).replace('cs_test_', 'pi_')
    expect(errorOf(await shop.post('/v1/refunds', { payment_intent: intent }))).toMatchObject({
      code: 'charge_disputed',
    })
    expect(await shop.heard('charge.dispute.funds_withdrawn')).toMatchObject({
      status: 'needs_response',
    })
    shop.closeDispute('order-1', 'won')
    expect(await shop.heard('charge.dispute.closed')).toMatchObject({ status: 'won' })
    await shop.heard('charge.dispute.funds_reinstated')
    expect(shop.events.every(({ genuine }) => genuine)).toBe(true)
    expect(new Set(shop.events.map((event) => event.id)).size).toBe(shop.events.length)
  })
})

describe('a list', () => {
  it('pages from the newest to the oldest without a gap', async () => {
    await using shop = await withStripe()
    shop.setCallbacks({ copies: 0 })
    for (const order of ['a', 'b', 'c', 'd', 'e']) {
      await opened(shop, { client_reference_id: order })
      shop.settlePayment(order, 'paid')
    }
    const seen: unknown[] = []
    let after = ''
    for (let page = 0; page < 3; page += 1) {
      const { body } = await shop.get(`/v1/balance_transactions?limit=2${after}`)
      const data = body['data'] as View[]
      seen.push(...data.map(({ id }) => id))
      expect(body['has_more']).toBe(page < 2)
      after = `&starting_after=${String(data.at(-1)?.['id'])}`
    }
    expect(new Set(seen).size).toBe(5)
    expect((await shop.get('/v1/balance_transactions?limit=101')).status).toBe(400)
    expect((await shop.get('/v1/balance_transactions?starting_after=txn_x')).status).toBe(404)
    expect(
      (await shop.get('/v1/balance_transactions?created[gte]=9999999999')).body['data'],
    ).toEqual([])
  })

  it('counts the account’s balance in dollars, and what it is about in the buyer’s currency', async () => {
    await using shop = await withStripe()
    await opened(shop, { 'line_items[0][price_data][currency]': 'cny' })
    shop.settlePayment('order-1', 'paid')
    const { body } = await shop.get('/v1/balance_transactions?expand[0]=data.source')
    expect(body['data']).toMatchObject([
      {
        currency: 'usd',
        amount: 70,
        reporting_category: 'charge',
        source: { currency: 'cny', amount: 500 },
      },
    ])
  })
})
