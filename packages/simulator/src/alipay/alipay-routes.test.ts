import { createVerify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  alipay,
  call,
  openPage,
  orderId,
  outTradeNo,
  payContent,
  sellerId,
  withAlipay,
} from '../testing/alipay-merchant.ts'
import { withSimulator } from '../testing/with-simulator.ts'
import { signedText } from './signing.ts'

const nowhere = 'http://127.0.0.1:9/notify'
const codeOn = (page: string) => /<code>([^<]+)<\/code>/.exec(page)?.[1]

describe('the pay page', () => {
  it.each([
    ['en', 'Simulated Alipay', 'Close this trade'],
    ['zh', '模拟支付宝', '关闭交易'],
  ])('in %s shows amount, order and seller', async (lang, tag, button) => {
    await using simulator = await withAlipay()
    const opened = await openPage(simulator, nowhere)
    expect(new URL(opened.url).pathname).toMatch(/^\/alipay\/pay\/[0-9a-f]{24}$/)
    const page = await (await fetch(`${opened.url}?lang=${lang}`)).text()
    for (const text of [tag, button, '¥35.00', orderId, sellerId]) expect(page).toContain(text)
  })

  it('is the same for the same order opened again, and shows what became of it', async () => {
    await using simulator = await withAlipay()
    const first = await openPage(simulator, nowhere)
    expect((await openPage(simulator, nowhere)).url).toBe(first.url)
    simulator.settlePayment(orderId, 'paid')
    const page = await (await openPage(simulator, nowhere)).text()
    expect(page).not.toContain('<button')
    expect(page).toContain('Paid')
  })

  it('of a phone goes back to where the shop says when its buyer leaves, and the trade stays open', async () => {
    await using simulator = await withAlipay()
    const opened = await openPage(simulator, nowhere, {
      fields: { method: 'alipay.trade.wap.pay' },
      content: { product_code: 'QUICK_WAP_WAY', quit_url: 'http://localhost:3000/en/wallet' },
    })
    const token = /name="token" value="([^"]+)"/.exec(await opened.text())?.[1] ?? ''
    const left = await fetch(opened.url, {
      method: 'POST',
      body: new URLSearchParams({ token, button: 'leave' }),
      redirect: 'manual',
    })
    expect(left.headers.get('location')).toBe('http://localhost:3000/en/wallet')
    expect(await call(simulator, 'alipay.trade.query', { out_trade_no: outTradeNo })).toMatchObject(
      {
        trade_status: 'WAIT_BUYER_PAY',
      },
    )
  })

  it.each([
    ['a changed amount', { content: { total_amount: '1.00' } }, 'ACQ.CONTEXT_INCONSISTENT'],
    ['a changed signature', { late: { sign: 'AAAA' } }, 'isv.invalid-signature'],
    [
      'a changed address',
      { late: { notify_url: 'http://127.0.0.1:9/other' } },
      'isv.invalid-signature',
    ],
    ['another application', { fields: { app_id: '2021000000000009' } }, 'isv.invalid-app-id'],
    ['an older signature', { fields: { sign_type: 'RSA' } }, 'isv.invalid-signature-type'],
    ['no time', { fields: { timestamp: 'now' } }, 'isv.invalid-timestamp'],
    ['a float', { content: { total_amount: '35.001' } }, 'ACQ.INVALID_PARAMETER'],
    ['nothing to pay', { content: { total_amount: '0.00' } }, 'ACQ.INVALID_PARAMETER'],
    ['a number with dashes', { content: { out_trade_no: orderId } }, 'ACQ.INVALID_PARAMETER'],
    ['a slash in its subject', { content: { subject: 'a/b' } }, 'ACQ.INVALID_PARAMETER'],
    ['the phone’s product', { content: { product_code: 'QUICK_WAP_WAY' } }, 'ACQ.ACCESS_FORBIDDEN'],
    [
      'a time that is over',
      { content: { out_trade_no: 'late', time_expire: '2020-01-01 00:00:00' } },
      'ACQ.TRADE_HAS_CLOSE',
    ],
    [
      'a stranger to tell',
      { fields: { notify_url: 'https://example.com/n' } },
      'ACQ.INVALID_PARAMETER',
    ],
  ])('is refused with %s', async (_name, change, code) => {
    await using simulator = await withAlipay()
    await openPage(simulator, nowhere)
    const refused = await openPage(simulator, nowhere, change)
    expect(refused.status).toBe(400)
    expect(codeOn(await refused.text())).toBe(code)
  })

  it('is not served where Alipay was not asked for', async () => {
    await using simulator = await withSimulator()
    expect((await fetch(`${simulator.url}/alipay/gateway.do`)).status).toBe(404)
  })
})

describe('the way back', () => {
  it('is signed, keeps the shop’s own query, and does not say that it is paid', async () => {
    await using simulator = await withAlipay()
    simulator.setCallbacks({ copies: 0 })
    const opened = await openPage(simulator, nowhere)
    const token = /name="token" value="([^"]+)"/.exec(await opened.text())?.[1] ?? ''
    const back = await fetch(opened.url, {
      method: 'POST',
      body: new URLSearchParams({ token, button: 'pay' }),
      redirect: 'manual',
    })
    const { from, ...fields } = Object.fromEntries(
      new URL(back.headers.get('location') ?? '').searchParams,
    )
    expect(from).toBe('pay')
    expect(fields).toMatchObject({
      method: 'alipay.trade.page.pay.return',
      out_trade_no: outTradeNo,
      total_amount: '35.00',
      seller_id: sellerId,
    })
    expect(fields).not.toHaveProperty('trade_status')
    const isSigned = createVerify('RSA-SHA256')
      .update(signedText(fields, ['sign', 'sign_type']), 'utf8')
      .verify(alipay.publicPem, fields['sign'] ?? '', 'base64')
    expect(isSigned).toBe(true)
  })
})

describe('a call of the merchant’s server', () => {
  it('is refused with a changed parameter, an unknown method, or a body that is none', async () => {
    await using simulator = await withAlipay()
    const content = { out_trade_no: outTradeNo }
    expect(
      await call(simulator, 'alipay.trade.query', content, { biz_content: '{}' }),
    ).toMatchObject({ code: '40002', sub_code: 'isv.invalid-signature' })
    expect(await call(simulator, 'alipay.trade.make.money', content)).toMatchObject({
      code: '40002',
      sub_code: 'isv.invalid-method',
    })
    expect(await call(simulator, 'alipay.trade.refund', content)).toMatchObject({
      code: '40002',
      sub_code: 'isv.invalid-parameter',
    })
  })

  it('finds a trade by Alipay’s number too, never by two that do not belong together', async () => {
    await using simulator = await withAlipay()
    await openPage(simulator, nowhere)
    const { trade_no: tradeNo } = await call(simulator, 'alipay.trade.query', {
      out_trade_no: outTradeNo,
    })
    expect(tradeNo).toMatch(/^\d{28}$/)
    const found = (content: Record<string, string>) =>
      call(simulator, 'alipay.trade.query', content)
    expect(await found({ trade_no: String(tradeNo) })).toMatchObject({ code: '10000' })
    expect(await found({ out_trade_no: outTradeNo, trade_no: '1' })).toMatchObject({
      sub_code: 'ACQ.TRADE_NOT_EXIST',
    })
  })

  it('reads the log by days of Beijing, the end excluded, fees among the rest', async () => {
    let atMs = Date.parse('2026-11-22T15:59:59.000Z')
    await using simulator = await withAlipay({ now: () => atMs })
    await openPage(simulator, nowhere)
    simulator.settlePayment(orderId, 'paid')
    const log = (start: string, end: string) =>
      call(simulator, 'alipay.data.bill.accountlog.query', { start_time: start, end_time: end })
    atMs += 60_000
    expect(await log('2026-11-22 00:00:00', '2026-11-23 00:00:00')).toMatchObject({
      total_size: '2',
      detail_list: [
        { direction: '收入', trans_amount: '35.00', trans_dt: '2026-11-22 23:59:59' },
        { direction: '支出', trans_amount: '-0.21', type: '收费' },
      ],
    })
    expect(await log('2026-11-23 00:00:00', '2026-11-24 00:00:00')).toMatchObject({
      total_size: '0',
    })
    expect(await log('2026-01-01 00:00:00', '2026-11-24 00:00:00')).toMatchObject({
      sub_code: 'INVALID_PARAMETER',
    })
  })

  it('forgets everything after a reset', async () => {
    await using simulator = await withAlipay()
    await openPage(simulator, nowhere)
    simulator.reset()
    expect(
      await call(simulator, 'alipay.trade.query', { out_trade_no: payContent.out_trade_no }),
    ).toMatchObject({
      sub_code: 'ACQ.TRADE_NOT_EXIST',
    })
  })

  it('has no disputes to open', async () => {
    await using simulator = await withAlipay()
    await openPage(simulator, nowhere)
    simulator.settlePayment(orderId, 'paid')
    expect(simulator.openDispute(orderId)).toBe(false)
  })
})
