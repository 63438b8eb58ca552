import { describe, expect, it } from 'vitest'
import { createMerchant, openPayment, paymentOf, queryPayment } from '../testing/merchant.ts'
import { withSimulator } from '../testing/with-simulator.ts'
import type { TestSimulator } from '../testing/with-simulator.ts'

const key = 'sk-sim-0123456789'
const control = (simulator: TestSimulator, path: string, body?: unknown) =>
  fetch(`${simulator.url}/control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

describe('the control routes', () => {
  it('plan a fault, show the bill after a line, and reset everything', async () => {
    await using simulator = await withSimulator({ pictures: 'quick' })
    expect(
      (
        await control(simulator, 'scenarios', {
          key,
          scenario: { fault: 'server-error', times: 1 },
        })
      ).status,
    ).toBe(200)
    expect((await simulator.generate('core', { prompt: 'x' })).status).toBe(500)
    expect((await simulator.generate('core', { prompt: 'x' })).status).toBe(200)
    const bill = (await (await fetch(`${simulator.url}/control/bill?after=1`)).json()) as {
      lines: unknown[]
    }
    expect(bill.lines).toEqual([expect.objectContaining({ seq: 2, outcome: 'billed' })])
    await control(simulator, 'reset')
    expect(simulator.bill()).toEqual([])
    expect(await (await simulator.account('/v1/user/balance', key)).json()).toEqual({
      credits: 1000,
    })
  })

  it('register keys of any form', async () => {
    await using simulator = await withSimulator()
    expect(
      (await control(simulator, 'keys', { key: 'sk-whatever-1', credits: 12.5, account: 'acme' }))
        .status,
    ).toBe(200)
    expect(await (await simulator.account('/v1/user/balance', 'sk-whatever-1')).json()).toEqual({
      credits: 12.5,
    })
    expect(
      await (await simulator.account('/v1/user/account', 'sk-whatever-1')).json(),
    ).toMatchObject({ id: 'user-acme' })
  })

  it.each([
    ['scenarios', { key, scenario: { fault: 'earthquake' } }],
    ['scenarios', { key }],
    ['keys', { key: 'x', credits: -1, account: 'a' }],
    ['callbacks', { copies: 99 }],
    ['callbacks', { forge: ['luck'] }],
    ['refunds', { orderId: 'order-1', amountMinor: 0 }],
    ['disputes', { orderId: 'order-1', verdict: 'maybe' }],
  ])('refuse to /%s what they do not understand', async (path, body) => {
    await using simulator = await withSimulator()
    const answer = await control(simulator, path, body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error: expect.any(String) })
  })

  it('refuse a form that another page could post', async () => {
    await using simulator = await withSimulator()
    const answer = await fetch(`${simulator.url}/control/keys`, {
      method: 'POST',
      body: new URLSearchParams({ key: 'sk-whatever-1' }),
    })
    expect(answer.status).toBe(400)
  })

  it('refuse to be reset by another page', async () => {
    await using simulator = await withSimulator()
    await simulator.generate('core', {})
    const answer = await fetch(`${simulator.url}/control/reset`, {
      method: 'POST',
      headers: { origin: 'https://example.com' },
    })
    expect(answer.status).toBe(400)
    expect(simulator.bill()).toHaveLength(1)
  })

  it('refund at the desk, and let a bank dispute and decide', async () => {
    await using simulator = await withSimulator()
    await using merchant = await createMerchant()
    await openPayment(simulator, paymentOf(merchant.notifyUrl))
    const asked = async (path: string, body: object) =>
      (await control(simulator, path, { orderId: 'order-1', ...body })).status
    expect(await asked('refunds', { amountMinor: 200 })).toBe(404)
    expect(await asked('payments', { outcome: 'paid' })).toBe(200)
    expect(await asked('refunds', { amountMinor: 200 })).toBe(200)
    expect(await asked('disputes', { verdict: 'won' })).toBe(404)
    expect(await asked('disputes', { verdict: 'open' })).toBe(200)
    expect(await asked('disputes', { verdict: 'lost' })).toBe(200)
    await merchant.received(4)
    expect(await (await queryPayment(simulator, 'order-1')).json()).toMatchObject({
      refunds: [{ refundId: null, amountMinor: 200 }],
      disputes: [{ amountMinor: 300, status: 'lost' }],
    })
  })

  it('do not know other orders and other paths', async () => {
    await using simulator = await withSimulator()
    expect(
      (await control(simulator, 'payments', { orderId: 'order-9', outcome: 'paid' })).status,
    ).toBe(404)
    expect((await fetch(`${simulator.url}/nothing`)).status).toBe(404)
    expect(await (await fetch(`${simulator.url}/health`)).json()).toEqual({ ok: true })
  })
})
