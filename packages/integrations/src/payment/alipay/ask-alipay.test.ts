import { createSign } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import { createAlipayGateway } from './create-alipay-gateway.ts'
import { appId, rsaPair, sellerId } from './testing/alipay-keys.ts'

const [app, alipay, stranger] = [rsaPair(), rsaPair(), rsaPair()]
const gatewayAt = (baseUrl: string) =>
  createAlipayGateway({
    appId,
    sellerId,
    privateKey: new Secret(app.privatePem),
    alipayPublicKey: new Secret(alipay.publicPem),
    baseUrl,
  })
const ref = { orderId: '01890f2e-5c6a-7bcd-8ef0-123456789abc', reference: null }
const outTradeNo = ref.orderId.replaceAll('-', '')
const waiting = {
  code: '10000',
  msg: 'Success',
  out_trade_no: outTradeNo,
  trade_no: '2026112222001400000000000001',
  trade_status: 'WAIT_BUYER_PAY',
  total_amount: '35.00',
}
const paid = { ...waiting, trade_status: 'TRADE_SUCCESS', send_pay_date: '2026-11-22 23:30:05' }
const name = 'alipay_trade_query_response'
const signOf = (inner: string, key = alipay.privatePem) =>
  createSign('RSA-SHA256').update(inner, 'utf8').sign(key, 'base64')
const answerOf = (inner: object, key?: string, under = name) => {
  const text = JSON.stringify(inner)
  return `{"${under}":${text},"sign":"${signOf(text, key)}"}`
}
const says =
  (body: string, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body)
const askedAt = async (answer: (response: ServerResponse) => void) => {
  await using server = await oddHttpServer(answer)
  return await gatewayAt(server.url).queryPayment(ref)
}

describe('a question', () => {
  it('is signed, dated in Beijing and sent as one form', async () => {
    await using server = await oddHttpServer(says(answerOf(waiting)))
    await gatewayAt(server.url).queryPayment(ref)
    expect(server.seen).toHaveLength(1)
    const [request] = server.seen
    expect(request).toMatchObject({ method: 'POST', url: '/gateway.do' })
    const form = Object.fromEntries(new URLSearchParams(request?.body.toString() ?? ''))
    expect(form).toMatchObject({
      method: 'alipay.trade.query',
      app_id: appId,
      sign_type: 'RSA2',
      charset: 'utf-8',
      biz_content: JSON.stringify({ out_trade_no: outTradeNo }),
    })
    const sentAt = Date.parse(`${(form['timestamp'] ?? '').replace(' ', 'T')}+08:00`)
    expect(Math.abs(Date.now() - sentAt)).toBeLessThan(60_000)
  })

  it('never carries a key', async () => {
    await using server = await oddHttpServer(says(answerOf(waiting)))
    await gatewayAt(server.url).queryPayment(ref)
    const seen = JSON.stringify(server.seen.map(({ body, headers }) => [body.toString(), headers]))
    const inner = app.privatePem.split('\n').slice(1, -2)
    for (const line of inner) expect(seen).not.toContain(line)
  })
})

describe('an answer', () => {
  it('is read with slashes escaped and with words like its own frame', async () => {
    const inner = JSON.stringify({ ...waiting, subject: 'a/b "sign" }' }).replaceAll('/', '\\/')
    const text = `{"${name}":${inner},"sign":"${signOf(inner)}"}`
    expect(await askedAt(says(text))).toEqual({ kind: 'pending' })
  })

  it.each([
    ['TRADE_NOT_EXIST', { kind: 'not-found' }],
    ['TRADE_CLOSED unpaid', { kind: 'closed', reason: 'expired' }],
    ['TRADE_FINISHED', { kind: 'paid', amountMinor: 3500 }],
    ['TRADE_CLOSED after payment', { kind: 'paid', refunds: [{ amountMinor: 3500 }] }],
    ['a foreign currency', { kind: 'paid', currency: 'USD' }],
  ])('%s is understood', async (which, state) => {
    const inner = {
      TRADE_NOT_EXIST: { code: '40004', msg: 'Business Failed', sub_code: 'ACQ.TRADE_NOT_EXIST' },
      'TRADE_CLOSED unpaid': { ...waiting, trade_status: 'TRADE_CLOSED' },
      TRADE_FINISHED: { ...paid, trade_status: 'TRADE_FINISHED' },
      'TRADE_CLOSED after payment': { ...paid, trade_status: 'TRADE_CLOSED' },
      'a foreign currency': { ...paid, trans_currency: 'USD' },
    }[which]
    expect(await askedAt(says(answerOf(inner ?? {})))).toMatchObject(state)
  })

  it('about the log does not hold up what the payment itself says', async () => {
    await using server = await oddHttpServer((response, { body }) =>
      says(body.includes('accountlog') ? 'down' : answerOf(paid))(response),
    )
    expect(await gatewayAt(server.url).queryPayment(ref)).toMatchObject({
      kind: 'paid',
      paidAt: new Date('2026-11-22T15:30:05Z'),
      refunds: [],
    })
    expect(server.seen).toHaveLength(2)
  })

  const genuine = answerOf(waiting)
  const forged = JSON.stringify(paid)
  it.each([
    ['without a signature', JSON.stringify({ [name]: paid })],
    ['with an empty one', JSON.stringify({ [name]: paid, sign: '' })],
    ["signed by a stranger's key", answerOf(paid, stranger.privatePem)],
    ['signed by our own key', answerOf(paid, app.privatePem)],
    ['changed after signing', answerOf(waiting).replace('WAIT_BUYER_PAY', 'TRADE_SUCCESS')],
    ['with a second object after the signed one', `${genuine.slice(0, -1)},"${name}":${forged}}`],
    ['with a second object before the signed one', genuine.replace('{', `{"${name}":${forged},`)],
    ['about another order', answerOf({ ...paid, out_trade_no: 'f'.repeat(32) })],
    ['to another question', answerOf(paid, undefined, 'alipay_trade_close_response')],
    ['paid without a time', answerOf({ ...paid, send_pay_date: undefined })],
    ['of a floating amount', answerOf({ ...paid, total_amount: '35.001' })],
    ['of a number as amount', answerOf({ ...paid, total_amount: 35 })],
    ['in an unknown state', answerOf({ ...paid, trade_status: 'TRADE_PENDING' })],
    ['that the service is down', answerOf({ code: '20000', msg: 'Service Currently Unavailable' })],
    ['of a system error', answerOf({ code: '40004', sub_code: 'ACQ.SYSTEM_ERROR' })],
    ['that is no JSON', '<html>maintenance</html>'],
    ['that is empty', ''],
    ['that is too large', answerOf({ ...waiting, pad: 'x'.repeat(9 * 1024 * 1024) })],
  ])('%s is not believed', async (_name, body) => {
    const outcome = await askedAt(says(body)).catch((error: unknown) => error)
    expect(outcome).toMatchObject({ code: 'GATEWAY_UNKNOWN' })
  })

  it.each([301, 302, 307, 404, 500, 503])('of status %d is none', async (status) => {
    await using elsewhere = await oddHttpServer(says(answerOf(paid)))
    const answer = says(answerOf(paid), status, { location: `${elsewhere.url}/gateway.do` })
    await expect(askedAt(answer)).rejects.toMatchObject({ code: 'GATEWAY_UNKNOWN' })
    expect(elsewhere.seen).toEqual([])
  })

  it.each([
    { code: '40002', sub_code: 'isv.invalid-signature' },
    { code: '40006', sub_code: 'isv.insufficient-isv-permissions' },
    { code: '40004', sub_code: 'ACQ.INVALID_PARAMETER' },
  ])('%j is a definite no', async (inner) => {
    await expect(askedAt(says(answerOf(inner)))).rejects.toMatchObject({ code: 'GATEWAY_REFUSED' })
  })

  it.each([
    [{ code: '40004', sub_code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' }, 'refused'],
    [{ code: '40002', sub_code: 'isv.invalid-signature' }, 'GATEWAY_REFUSED'],
    [{ code: '40004', sub_code: 'ACQ.SYSTEM_ERROR' }, 'GATEWAY_UNKNOWN'],
  ])('%j refuses the refund itself only when it is about the refund (%s)', async (inner, kind) => {
    await using server = await oddHttpServer(
      says(answerOf(inner, undefined, 'alipay_trade_refund_response')),
    )
    const outcome = await gatewayAt(server.url)
      .refundPayment({
        ...ref,
        gatewayPaymentId: paid.trade_no,
        refundId: ref.orderId,
        amountMinor: 100,
        currency: 'CNY',
        reason: 'x',
      })
      .catch((error: { code?: unknown }) => ({ kind: error.code }))
    expect(outcome.kind).toBe(kind)
  })

  it('that cannot be reached is known not to have been asked', async () => {
    const server = await oddHttpServer(says(''))
    await server[Symbol.asyncDispose]()
    await expect(gatewayAt(server.url).queryPayment(ref)).rejects.toMatchObject({
      code: 'GATEWAY_UNREACHABLE',
    })
  })

  it('that breaks off is not asked a second time', async () => {
    await using server = await oddHttpServer((response) => response.destroy())
    await expect(gatewayAt(server.url).queryPayment(ref)).rejects.toMatchObject({
      code: 'GATEWAY_UNKNOWN',
    })
    expect(server.seen).toHaveLength(1)
  })
})
