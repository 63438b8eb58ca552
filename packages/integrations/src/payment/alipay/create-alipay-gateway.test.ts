import { randomUUID } from 'node:crypto'
import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alipayWorld } from './testing/alipay-world.ts'
import type { AlipayWorld } from './testing/alipay-world.ts'
import { sellerId } from './testing/alipay-keys.ts'

let world: AlipayWorld
beforeAll(async () => {
  world = await alipayWorld(startSimulator)
})
afterAll(() => world[Symbol.asyncDispose]())

const refOf = ({ orderId }: { orderId: string }) => ({ orderId, reference: null })
const paidOrder = async (amountMinor = 3500) => {
  const wanted = await world.opened({ amountMinor })
  world.simulator.settlePayment(wanted.orderId, 'paid')
  const state = await world.gateway.queryPayment(refOf(wanted))
  if (state.kind !== 'paid') throw new Error(state.kind)
  return { ...refOf(wanted), gatewayPaymentId: state.gatewayPaymentId, currency: 'CNY' }
}

describe('the pay address', () => {
  it.each([
    ['desktop', 'alipay.trade.page.pay', 'FAST_INSTANT_TRADE_PAY'],
    ['phone', 'alipay.trade.wap.pay', 'QUICK_WAP_WAY'],
  ] as const)('is the page for a %s', async (device, method, product) => {
    const wanted = world.payment({ device, subject: '100% 额度 / a=b & c' })
    const opened = await world.gateway.createPayment(wanted)
    expect(opened).toMatchObject({ gatewayPaymentId: null, reference: null })
    const query = new URL(opened.redirectUrl).searchParams
    expect(query.get('method')).toBe(method)
    expect(query.get('sign_type')).toBe('RSA2')
    expect(JSON.parse(query.get('biz_content') ?? '')).toMatchObject({
      out_trade_no: wanted.orderId.replaceAll('-', ''),
      total_amount: '35.00',
      product_code: product,
      subject: '100% 额度   a b   c',
    })
    const page = await fetch(opened.redirectUrl)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('¥35.00')
  })

  it('tells Alipay the time of Beijing and when the order ends', async () => {
    const atMs = Date.parse('2026-11-22T15:30:05Z')
    await using other = await alipayWorld(startSimulator, { now: () => atMs })
    const { redirectUrl } = await other.gateway.createPayment(
      other.payment({ expiresAt: new Date(atMs + 30 * 60_000) }),
    )
    const query = new URL(redirectUrl).searchParams
    expect(query.get('timestamp')).toBe('2026-11-22 23:30:05')
    expect(JSON.parse(query.get('biz_content') ?? '')).toMatchObject({
      time_expire: '2026-11-23 00:00:05',
    })
  })

  it('of an order with another amount is refused by Alipay itself', async () => {
    const wanted = await world.opened()
    const { redirectUrl } = await world.gateway.createPayment({ ...wanted, amountMinor: 1 })
    const page = await fetch(redirectUrl)
    expect(page.status).toBe(400)
    expect(await page.text()).toContain('ACQ.CONTEXT_INCONSISTENT')
  })

  it.each([
    { currency: 'USD' as const },
    { amountMinor: 10_000_000_001 },
    { orderId: 'order-1' },
    { subject: ' /=& ' },
  ])('is refused for %j', async (change) => {
    await expect(world.gateway.createPayment(world.payment(change))).rejects.toMatchObject({
      code: 'GATEWAY_REFUSED',
    })
  })
})

describe('a payment', () => {
  it('does not exist before its buyer opens the page', async () => {
    const wanted = world.payment()
    await world.gateway.createPayment(wanted)
    expect(await world.gateway.queryPayment(refOf(wanted))).toEqual({ kind: 'not-found' })
    expect(await world.gateway.closePayment(refOf(wanted))).toBe('not-found')
  })

  it('is pending, then paid to us in yuan', async () => {
    const wanted = await world.opened({ amountMinor: 115 })
    expect(await world.gateway.queryPayment(refOf(wanted))).toEqual({ kind: 'pending' })
    const before = Math.floor(Date.now() / 1000) * 1000
    world.simulator.settlePayment(wanted.orderId, 'paid')
    const state = await world.gateway.queryPayment(refOf(wanted))
    expect(state).toEqual({
      kind: 'paid',
      gatewayPaymentId: expect.stringMatching(/^\d{28}$/),
      amountMinor: 115,
      currency: 'CNY',
      merchant: sellerId,
      paidAt: expect.any(Date),
      refunds: [],
      disputes: [],
    })
    const paidAt = state.kind === 'paid' ? state.paidAt.getTime() : 0
    expect(paidAt).toBeGreaterThanOrEqual(before)
    expect(paidAt).toBeLessThanOrEqual(Date.now())
  })

  it.each(['cancelled', 'expired'] as const)('that was %s is closed', async (outcome) => {
    const wanted = await world.opened()
    world.simulator.settlePayment(wanted.orderId, outcome)
    expect(await world.gateway.queryPayment(refOf(wanted))).toMatchObject({ kind: 'closed' })
    expect(await world.gateway.closePayment(refOf(wanted))).toBe('closed')
  })

  it('that we close can no longer be paid', async () => {
    const wanted = await world.opened()
    expect(await world.gateway.closePayment(refOf(wanted))).toBe('closed')
    world.simulator.settlePayment(wanted.orderId, 'paid')
    expect(await world.gateway.queryPayment(refOf(wanted))).toMatchObject({ kind: 'closed' })
  })

  it('that the buyer made first is not closed', async () => {
    const paid = await paidOrder()
    expect(await world.gateway.closePayment(paid)).toBe('paid')
  })

  it('is closed by its time', async () => {
    const wanted = await world.opened({ expiresAt: new Date(Date.now() + 3000) })
    await world.delivery(world.deliveries.length + 1)
    expect(await world.gateway.queryPayment(refOf(wanted))).toEqual({
      kind: 'closed',
      reason: 'expired',
    })
  })
})

describe('a refund', () => {
  const asked = { amountMinor: 500, reason: 'not as described' }

  it('moves money once per id', async () => {
    const paid = await paidOrder()
    const refund = { ...paid, ...asked, refundId: randomUUID() }
    const done = await world.gateway.refundPayment(refund)
    expect(done).toMatchObject({ kind: 'refunded' })
    expect(await world.gateway.refundPayment(refund)).toEqual(done)
    const state = await world.gateway.queryPayment(paid)
    expect(state.kind === 'paid' && state.refunds).toEqual([
      {
        refundId: refund.refundId,
        gatewayRefundId: done.kind === 'refunded' ? done.gatewayRefundId : '',
        amountMinor: 500,
        state: 'done',
      },
    ])
  })

  it('of everything leaves a payment that was paid, not one that was closed', async () => {
    const paid = await paidOrder()
    await world.gateway.refundPayment({
      ...paid,
      ...asked,
      amountMinor: 3500,
      refundId: randomUUID(),
    })
    expect(await world.gateway.queryPayment(paid)).toMatchObject({
      kind: 'paid',
      amountMinor: 3500,
      refunds: [{ amountMinor: 3500 }],
    })
    expect(await world.gateway.closePayment(paid)).toBe('paid')
  })

  it('made at the desk is seen without an id of ours', async () => {
    const paid = await paidOrder()
    expect(world.simulator.refundAtDesk(paid.orderId, 700)).toBe(true)
    expect(await world.gateway.queryPayment(paid)).toMatchObject({
      refunds: [{ refundId: null, amountMinor: 700, state: 'done' }],
    })
  })

  it.each([
    [{ amountMinor: 3501 }, 'ACQ.REASON_TRADE_REFUND_FEE_ERR'],
    [{ amountMinor: 0 }, 'AMOUNT'],
    [{ amountMinor: 1.5 }, 'AMOUNT'],
    [{ currency: 'USD' }, 'CURRENCY'],
    [{ orderId: randomUUID() }, 'ACQ.TRADE_NOT_EXIST'],
  ])('with %j is refused: %s', async (change, reason) => {
    const paid = await paidOrder()
    const refund = { ...paid, ...asked, refundId: randomUUID(), ...change }
    expect(await world.gateway.refundPayment(refund)).toEqual({ kind: 'refused', reason })
  })

  it('of another amount under a used id is refused', async () => {
    const refund = { ...(await paidOrder()), ...asked, refundId: randomUUID() }
    await world.gateway.refundPayment(refund)
    expect(await world.gateway.refundPayment({ ...refund, amountMinor: 600 })).toEqual({
      kind: 'refused',
      reason: 'ACQ.DISCORDANT_REPEAT_REQUEST',
    })
  })

  it('of what was never paid is refused', async () => {
    const wanted = await world.opened()
    const refund = { ...refOf(wanted), ...asked, currency: 'CNY', refundId: randomUUID() }
    expect(await world.gateway.refundPayment({ ...refund, gatewayPaymentId: '' })).toMatchObject({
      kind: 'refused',
    })
  })
})

describe('the statement', () => {
  it('holds a UTC day’s payments and refunds, no fees, and nothing of its neighbours', async () => {
    let atMs = Date.parse('2026-03-01T23:59:59.000Z')
    await using other = await alipayWorld(startSimulator, { now: () => atMs })
    const late = await other.opened({ amountMinor: 10_000 })
    other.simulator.settlePayment(late.orderId, 'paid')
    atMs += 1000
    const early = await other.opened({ amountMinor: 20_000 })
    other.simulator.settlePayment(early.orderId, 'paid')
    other.simulator.refundAtDesk(late.orderId, 2500)
    const ofDay = async (day: string) =>
      (await other.gateway.statement(day)).map(({ kind, orderId, amountMinor, at }) => [
        kind,
        orderId,
        amountMinor,
        at.toISOString(),
      ])
    expect(await ofDay('2026-03-01')).toEqual([
      ['payment', late.orderId, 10_000, '2026-03-01T23:59:59.000Z'],
    ])
    expect(await ofDay('2026-03-02')).toEqual([
      ['refund', late.orderId, -2500, '2026-03-02T00:00:00.000Z'],
      ['payment', early.orderId, 20_000, '2026-03-02T00:00:00.000Z'],
    ])
    expect(await ofDay('2026-03-03')).toEqual([])
  })
})
