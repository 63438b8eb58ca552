import { createVerify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { FORGERIES } from '../deliveries/message.ts'
import {
  alipay,
  alipayShop,
  app,
  appId,
  openPage,
  orderId,
  sellerId,
  withAlipay,
} from '../testing/alipay-merchant.ts'
import { createAlipayMessages } from './alipay-message.ts'
import { alipayKeys, signedText } from './signing.ts'

const isGenuine = (fields: Record<string, string>) =>
  fields['sign_type'] === 'RSA2' &&
  createVerify('RSA-SHA256')
    .update(signedText(fields, ['sign', 'sign_type']), 'utf8')
    .verify(alipay.publicPem, fields['sign'] ?? '', 'base64')

describe('a notification', () => {
  it.each([
    [200, 'SUCCESS'],
    [200, '"success"'],
    [200, 'success\n'],
    [200, ''],
    [200, '<html>success</html>'],
    [500, 'success'],
    [302, 'success'],
  ])('answered %d %j comes again under the same id, until it is success', async (status, body) => {
    await using simulator = await withAlipay()
    await using shop = await alipayShop([
      { status, body },
      { status, body },
    ])
    await openPage(simulator, shop.notifyUrl)
    simulator.settlePayment(orderId, 'paid')
    await shop.received(3)
    expect(shop.deliveries.every(isGenuine)).toBe(true)
    expect(new Set(shop.deliveries.map(({ notify_id: id }) => id)).size).toBe(1)
    simulator.settlePayment(orderId, 'redeliver')
    await shop.received(4)
    expect(shop.deliveries).toHaveLength(4)
  })

  it('follows the vendor’s eight deliveries, a thousand times as fast', () => {
    const settings = {
      appId,
      sellerId,
      appPublicKey: app.publicPem,
      alipayPrivateKey: alipay.privatePem,
    }
    const messageOf = createAlipayMessages(
      { settings, keys: alipayKeys(settings), foreignSecret: '' },
      Date.now,
    )
    const message = messageOf(
      {
        id: 'a',
        formToken: '',
        orderId,
        merchant: sellerId,
        amountMinor: 1,
        currency: 'CNY',
        subject: '',
        notifyUrl: '',
        returnUrl: '',
        status: 'paid',
        openedAt: '2026-11-22T00:00:00.000Z',
        closedAt: '2026-11-22T00:00:00.000Z',
        expiresAt: '2026-11-23T00:00:00.000Z',
        refunds: [],
        disputes: [],
      },
      { kind: 'ended', outcome: 'paid' },
    )
    const minutes = message?.retryMs.map((ms) => ms / 60)
    expect(minutes).toEqual([4, 10, 10, 60, 120, 360, 900])
  })

  it('of a refund goes to the same address with the sum refunded so far', async () => {
    await using simulator = await withAlipay()
    await using shop = await alipayShop()
    await openPage(simulator, shop.notifyUrl)
    simulator.settlePayment(orderId, 'paid')
    await shop.received(1)
    simulator.refundAtDesk(orderId, 1000)
    await shop.received(2)
    simulator.refundAtDesk(orderId, 2500)
    await shop.received(3)
    expect(shop.deliveries.map((one) => [one['trade_status'], one['refund_fee']])).toEqual([
      ['TRADE_SUCCESS', undefined],
      ['TRADE_SUCCESS', '10.00'],
      ['TRADE_CLOSED', '35.00'],
    ])
    expect(shop.deliveries.every(isGenuine)).toBe(true)
    expect(new Set(shop.deliveries.map(({ notify_id: id }) => id)).size).toBe(3)
    expect(new Set(shop.deliveries.map(({ trade_no: number }) => number)).size).toBe(1)
  })

  it('of a time that ran out says closed', async () => {
    await using simulator = await withAlipay()
    await using shop = await alipayShop()
    await openPage(simulator, shop.notifyUrl, { content: { timeout_express: '1m' } })
    simulator.settlePayment(orderId, 'expired')
    await shop.received(1)
    expect(shop.deliveries[0]).toMatchObject({ trade_status: 'TRADE_CLOSED' })
    expect(shop.deliveries[0]).not.toHaveProperty('gmt_payment')
  })

  it('comes as often, as late and as mixed as is asked for, or never', async () => {
    await using simulator = await withAlipay()
    await using shop = await alipayShop()
    simulator.setCallbacks({ copies: 3, delayMs: 20, shuffle: true })
    await openPage(simulator, shop.notifyUrl)
    simulator.settlePayment(orderId, 'paid')
    await shop.received(3)
    simulator.setCallbacks({ copies: 0 })
    simulator.settlePayment(orderId, 'redeliver')
    simulator.setCallbacks({ copies: 1 })
    simulator.refundAtDesk(orderId, 1)
    await shop.received(4)
    expect(shop.deliveries[3]).toHaveProperty('refund_fee')
  })
})

describe('a forgery', () => {
  it.each(FORGERIES)('%s is not what Alipay signed for this merchant', async (forgery) => {
    await using simulator = await withAlipay()
    await using shop = await alipayShop()
    simulator.setCallbacks({ copies: 0, forge: [forgery] })
    await openPage(simulator, shop.notifyUrl)
    simulator.settlePayment(orderId, 'paid')
    simulator.settlePayment(orderId, 'redeliver')
    await shop.received(2)
    for (const fields of shop.deliveries)
      expect(isGenuine(fields)).toBe(forgery === 'other-merchant')
    if (forgery === 'other-merchant')
      expect(shop.deliveries[0]).not.toMatchObject({ seller_id: sellerId })
    if (forgery === 'weak-sign-type')
      expect(new Set(shop.deliveries.map((one) => one['sign_type']))).toEqual(
        new Set(['MD5', 'RSA']),
      )
  })
})
