import { createSign, randomUUID } from 'node:crypto'
import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { AlipaySdk } from 'alipay-sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import { alipayWorld } from './testing/alipay-world.ts'
import type { AlipayWorld } from './testing/alipay-world.ts'
import { appId, rsaPair } from './testing/alipay-keys.ts'

let world: AlipayWorld
let sdk: AlipaySdk
const sdkAt = (gateway: string, change: { privateKey?: string; alipayPublicKey?: string } = {}) =>
  new AlipaySdk({
    appId,
    keyType: 'PKCS8',
    privateKey: world.app.privatePem,
    alipayPublicKey: world.alipay.publicPem,
    gateway,
    ...change,
  })
beforeAll(async () => {
  world = await alipayWorld(startSimulator)
  sdk = sdkAt(`${world.simulator.alipayUrl}/gateway.do`)
})
afterAll(() => world[Symbol.asyncDispose]())

const ask = (method: string, bizContent: Record<string, string>, by = sdk) =>
  by.exec(`alipay.trade.${method}`, { bizContent }, { validateSign: true })
const pageParams = (outTradeNo: string) => ({
  notifyUrl: world.notifyUrl,
  returnUrl: 'http://127.0.0.1:3000/en/wallet?tab=orders',
  bizContent: {
    out_trade_no: outTradeNo,
    total_amount: '12.30',
    subject: '100% 额度',
    product_code: 'FAST_INSTANT_TRADE_PAY',
    timeout_express: '30m',
  },
})
const numberOf = () => randomUUID().replaceAll('-', '')

describe('the vendor’s own SDK, unmodified, against the simulator', () => {
  it('pays, asks, refunds and closes with every answer verified', async () => {
    const outTradeNo = numberOf()
    expect(await ask('query', { out_trade_no: outTradeNo })).toMatchObject({
      code: '40004',
      subCode: 'ACQ.TRADE_NOT_EXIST',
    })
    await fetch(sdk.pageExecute('alipay.trade.page.pay', 'GET', pageParams(outTradeNo)))
    expect(await ask('query', { out_trade_no: outTradeNo })).toMatchObject({
      code: '10000',
      tradeStatus: 'WAIT_BUYER_PAY',
      totalAmount: '12.30',
    })
    world.simulator.settlePayment(outTradeNo, 'paid')
    const refund = { out_trade_no: outTradeNo, refund_amount: '2.30', out_request_no: 'R1' }
    expect(await ask('refund', refund)).toMatchObject({ fundChange: 'Y', refundFee: '2.30' })
    expect(await ask('refund', refund)).toMatchObject({ fundChange: 'N', refundFee: '2.30' })
    expect(
      await ask('fastpay.refund.query', { out_trade_no: outTradeNo, out_request_no: 'R1' }),
    ).toMatchObject({ refundStatus: 'REFUND_SUCCESS', refundAmount: '2.30' })
    const unknown = await ask('fastpay.refund.query', {
      out_trade_no: outTradeNo,
      out_request_no: 'R2',
    })
    expect(unknown).toMatchObject({ code: '10000' })
    expect(unknown).not.toHaveProperty('refundStatus')
    expect(await ask('close', { out_trade_no: outTradeNo })).toMatchObject({
      subCode: 'ACQ.TRADE_STATUS_ERROR',
    })
  })

  it('posts its form as well as its address', async () => {
    const outTradeNo = numberOf()
    const form = sdk.pageExecute('alipay.trade.page.pay', 'POST', pageParams(outTradeNo))
    const action = /action="([^"]+)"/.exec(form)?.[1] ?? ''
    const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value.replaceAll('&quot;', '"')],
    )
    const page = await fetch(action, { method: 'POST', body: new URLSearchParams(fields) })
    expect(page.status).toBe(200)
    expect(await ask('query', { out_trade_no: outTradeNo })).toMatchObject({ code: '10000' })
  })

  it('finds the notification and the way back well signed, a bare % in the subject too', async () => {
    const outTradeNo = numberOf()
    const page = await fetch(
      sdk.pageExecute('alipay.trade.page.pay', 'GET', pageParams(outTradeNo)),
    )
    const token = /name="token" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    const number = world.deliveries.length + 1
    const back = await fetch(page.url, {
      method: 'POST',
      body: new URLSearchParams({ token, button: 'pay' }),
      redirect: 'manual',
    })
    expect(back.status).toBe(303)
    const returned = Object.fromEntries(new URL(back.headers.get('location') ?? '').searchParams)
    expect(returned).toMatchObject({ tab: 'orders', out_trade_no: outTradeNo })
    const { tab: _tab, ...signed } = returned
    expect(sdk.checkNotifySignV2(signed)).toBe(true)
    expect(sdk.checkNotifySignV2({ ...signed, total_amount: '0.01' })).toBe(false)
    expect(returned).not.toHaveProperty('trade_status')
    const { body } = await world.delivery(number)
    const fields = Object.fromEntries(new URLSearchParams(body))
    expect(fields).toMatchObject({ subject: '100% 额度', trade_status: 'TRADE_SUCCESS' })
    expect(sdk.checkNotifySignV2(fields)).toBe(true)
  })

  it('is refused with another key, and refuses answers of another Alipay', async () => {
    const stranger = rsaPair()
    const gateway = `${world.simulator.alipayUrl}/gateway.do`
    const content = { out_trade_no: numberOf() }
    const impostor = sdkAt(gateway, { privateKey: stranger.privatePem })
    expect(await ask('query', content, impostor)).toMatchObject({
      code: '40002',
      subCode: 'isv.invalid-signature',
    })
    const deceived = sdkAt(gateway, { alipayPublicKey: stranger.publicPem })
    await expect(ask('query', content, deceived)).rejects.toThrow('验签失败')
  })
})

describe('why answers are read from what was signed', () => {
  it('the SDK alone believes an unsigned object that follows a signed one', async () => {
    const genuine = JSON.stringify({ code: '10000', trade_status: 'WAIT_BUYER_PAY' })
    const sign = createSign('RSA-SHA256').update(genuine).sign(world.alipay.privatePem, 'base64')
    const name = 'alipay_trade_query_response'
    const body = `{"${name}":${genuine},"sign":"${sign}","${name}":{"code":"10000","trade_status":"TRADE_SUCCESS"}}`
    await using server = await oddHttpServer((response) => response.end(body))
    expect(
      await ask('query', { out_trade_no: numberOf() }, sdkAt(`${server.url}/gateway.do`)),
    ).toMatchObject({ tradeStatus: 'TRADE_SUCCESS' })
  })
})
