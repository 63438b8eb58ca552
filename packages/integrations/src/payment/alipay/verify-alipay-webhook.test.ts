import { createHash, createHmac, createSign } from 'node:crypto'
import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { createAlipayGateway } from './create-alipay-gateway.ts'
import { appId, rsaPair, sellerId } from './testing/alipay-keys.ts'

const [app, alipay, stranger] = [rsaPair(), rsaPair(), rsaPair()]
const gateway = createAlipayGateway({
  appId,
  sellerId,
  privateKey: new Secret(app.privatePem),
  alipayPublicKey: new Secret(alipay.publicPem),
})
type Fields = Record<string, string>
const notify: Fields = {
  notify_time: '2026-11-22 23:30:06',
  notify_type: 'trade_status_sync',
  notify_id: '2026112201222233006000000000000001',
  app_id: appId,
  auth_app_id: appId,
  charset: 'utf-8',
  version: '1.0',
  trade_no: '2026112222001400000000000001',
  out_trade_no: '01890f2e5c6a7bcd8ef0123456789abc',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '35.00',
  seller_id: sellerId,
  subject: '500 额度',
}
const textOf = (fields: Fields) =>
  Object.keys(fields)
    .filter((name) => name !== 'sign' && name !== 'sign_type')
    .toSorted()
    .map((name) => `${name}=${fields[name] ?? ''}`)
    .join('&')
const rsa = (fields: Fields, key = alipay.privatePem, hash = 'RSA-SHA256') =>
  createSign(hash).update(textOf(fields), 'utf8').sign(key, 'base64')
const bodyOf = (fields: Fields) => new URLSearchParams(fields).toString()
const signed = (change: Fields = {}, without: string[] = []): string => {
  const fields = Object.fromEntries(
    Object.entries({ ...notify, ...change }).filter(([name]) => !without.includes(name)),
  )
  return bodyOf({ ...fields, sign_type: 'RSA2', sign: rsa(fields) })
}
const verdictOf = (body: string) => gateway.verifyWebhook({ body, headers: {} })

describe('a notification', () => {
  it('is read when Alipay signed it', () => {
    expect(verdictOf(signed())).toEqual({
      ok: true,
      event: {
        eventId: notify['notify_id'],
        orderId: '01890f2e-5c6a-7bcd-8ef0-123456789abc',
        gatewayPaymentId: notify['trade_no'],
        merchant: sellerId,
        kind: 'paid',
        amountMinor: 3500,
        currency: 'CNY',
        raw: expect.objectContaining({ ...notify, sign_type: 'RSA2' }),
      },
    })
  })

  it.each([
    [{ trade_status: 'TRADE_SUCCESS' }, 'paid'],
    [{ trade_status: 'TRADE_FINISHED' }, 'paid'],
    [{ trade_status: 'TRADE_CLOSED' }, 'expired'],
    [{ trade_status: 'WAIT_BUYER_PAY' }, 'other'],
    [{ trade_status: 'TRADE_SUCCESS', refund_fee: '5.00' }, 'refunded'],
    [{ trade_status: 'TRADE_CLOSED', refund_fee: '35.00' }, 'refunded'],
  ])('with %j is %s', (change, kind) => {
    expect(verdictOf(signed(change))).toMatchObject({ ok: true, event: { kind } })
  })

  it.each(['100% …', '%E4%BD', 'a%20b', '50%+50% = 一百', "it's a+b&c=d", ' padded '])(
    'may have the subject %j',
    (subject) => {
      expect(verdictOf(signed({ subject }))).toMatchObject({
        ok: true,
        event: { raw: expect.objectContaining({ subject }) },
      })
    },
  )

  it('about an order that is not ours names none', () => {
    expect(verdictOf(signed({ out_trade_no: 'SHOP_1' }))).toMatchObject({
      ok: true,
      event: { orderId: null },
    })
  })
})

describe('a forged notification', () => {
  const form = (sign_type: string, sign: string, change: Fields = {}) =>
    bodyOf({ ...notify, ...change, sign_type, sign })
  const appKeySigned = rsa(notify, app.privatePem)
  const text = textOf(notify)
  it.each([
    ['no signature', form('RSA2', ''), 'SIGNATURE'],
    ['no field for one', bodyOf({ ...notify, sign_type: 'RSA2' }), 'SIGNATURE'],
    ['no kind of signature', bodyOf({ ...notify, sign: rsa(notify) }), 'SIGN_TYPE'],
    ['an empty kind', form('', rsa(notify)), 'SIGN_TYPE'],
    ["a stranger's key", form('RSA2', rsa(notify, stranger.privatePem)), 'SIGNATURE'],
    ['our own key', form('RSA2', appKeySigned), 'SIGNATURE'],
    [
      'SHA-1 under its own name',
      form('RSA', rsa(notify, alipay.privatePem, 'RSA-SHA1')),
      'SIGN_TYPE',
    ],
    [
      'SHA-1 under the better name',
      form('RSA2', rsa(notify, alipay.privatePem, 'RSA-SHA1')),
      'SIGNATURE',
    ],
    ['MD5', form('MD5', createHash('md5').update(text).digest('hex')), 'SIGN_TYPE'],
    [
      'MD5 under the better name',
      form('RSA2', createHash('md5').update(text).digest('hex')),
      'SIGNATURE',
    ],
    [
      'a hash with the public key',
      form('RSA2', createHmac('sha256', alipay.publicPem).update(text).digest('base64')),
      'SIGNATURE',
    ],
    [
      'a hash with an empty key',
      form('RSA2', createHmac('sha256', '').update(text).digest('base64')),
      'SIGNATURE',
    ],
    ['a kind in lower case', form('rsa2', rsa(notify)), 'SIGN_TYPE'],
    ['a kind off the prototype', form('constructor', rsa(notify)), 'SIGN_TYPE'],
    ['a changed amount', form('RSA2', rsa(notify), { total_amount: '9999.00' }), 'SIGNATURE'],
    [
      'another order',
      form('RSA2', rsa(notify), { out_trade_no: 'ffffffffffffffffffffffffffffffff' }),
      'SIGNATURE',
    ],
    ['an added field', `${signed()}&provider=x`, 'SIGNATURE'],
    ['a signature written another way', `${signed()}x`, 'SIGNATURE'],
    ['a repeated field', `${signed()}&total_amount=9999.00`, 'BODY_INVALID'],
    ['another application', signed({ app_id: '2021999999999999' }), 'MERCHANT'],
    ['another seller', signed({ seller_id: '2088999999999999' }), 'MERCHANT'],
    ['no seller', signed({}, ['seller_id']), 'MERCHANT'],
    ['no body', '', 'BODY_INVALID'],
    ['JSON', JSON.stringify(notify), 'SIGN_TYPE'],
    ['too much', `${signed()}&pad=${'x'.repeat(20_000)}`, 'BODY_TOO_LARGE'],
    ['too many fields', 'a=1&'.repeat(50) + 'b=1&'.repeat(60), 'BODY_INVALID'],
  ])('with %s is refused', (_name, body, reason) => {
    expect(verdictOf(body)).toEqual({ ok: false, reason })
  })

  it.each([
    [{ notify_type: 'batch_trans_notify' }, []],
    [{ total_amount: '35.001' }, []],
    [{ total_amount: '-35.00' }, []],
    [{ total_amount: '3.5e1' }, []],
    [{ trade_status: 'TRADE_PENDING' }, []],
    [{ refund_fee: 'all' }, []],
    [{}, ['notify_id']],
    [{}, ['out_trade_no']],
    [{}, ['trade_no']],
    [{}, ['trade_status']],
  ])('well signed but of another shape is refused (%j without %j)', (change, without) => {
    expect(verdictOf(signed(change, without))).toEqual({ ok: false, reason: 'BODY_INVALID' })
  })
})
