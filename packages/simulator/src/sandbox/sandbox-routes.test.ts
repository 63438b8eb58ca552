import { describe, expect, it } from 'vitest'
import { FORGERIES } from '../deliveries/message.ts'
import { createMerchant, openPayment, paymentOf, queryPayment } from '../testing/merchant.ts'
import { sandboxMerchant, withSimulator } from '../testing/with-simulator.ts'
import type { TestSimulator } from '../testing/with-simulator.ts'

const json = async (answer: Response) => (await answer.json()) as Record<string, string>

/** Opens the page and presses one of its buttons, as a browser would. */
async function press(payUrl: string, button: string, token?: string): Promise<Response> {
  const page = await (await fetch(payUrl)).text()
  const own = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  return fetch(payUrl, {
    method: 'POST',
    body: new URLSearchParams({ button, token: token ?? own }),
    redirect: 'manual',
  })
}

const opened = async (
  simulator: TestSimulator,
  notifyUrl: string,
  change: Record<string, unknown> = {},
) => json(await openPayment(simulator, paymentOf(notifyUrl, change)))

describe('opening a payment', () => {
  it('answers an id and a page, and the same again for the same order', async () => {
    await using simulator = await withSimulator()
    const payment = paymentOf('http://127.0.0.1:9/notify')
    const first = await openPayment(simulator, payment)
    expect(first.status).toBe(201)
    const created = await json(first)
    expect(created).toEqual({
      id: expect.stringMatching(/^pay_/),
      payUrl: `${simulator.url}/sandbox/pay/${created.id}`,
    })
    const again = await openPayment(simulator, payment)
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual(created)
  })

  it('refuses the same order with other content', async () => {
    await using simulator = await withSimulator()
    await openPayment(simulator, paymentOf('http://127.0.0.1:9/notify'))
    expect(
      (await openPayment(simulator, paymentOf('http://127.0.0.1:9/notify', { amountMinor: 501 })))
        .status,
    ).toBe(409)
  })

  it.each([
    ['another secret', { secret: 'x'.repeat(40) }],
    ['another merchant', { merchant: 'somebody' }],
    ['an old time', { atMs: Date.now() - 301_000 }],
  ])('refuses %s', async (_name, call) => {
    await using simulator = await withSimulator()
    expect(
      (await openPayment(simulator, paymentOf('http://127.0.0.1:9/notify'), call)).status,
    ).toBe(401)
    expect((await queryPayment(simulator, 'order-1', call)).status).toBe(401)
  })

  it.each([
    ['a notify address elsewhere', { notifyUrl: 'https://example.com/notify' }],
    ['a notify address that only looks local', { notifyUrl: 'http://127.0.0.1.example.com/' }],
    ['a return address that is a script', { returnUrl: 'javascript:alert(1)' }],
    ['a broken amount', { amountMinor: 1.5 }],
    ['no amount', { amountMinor: 0 }],
    ['an unknown currency', { currency: 'EUR' }],
    ['an order id with a path in it', { orderId: '../x' }],
    ['an unknown field', { extra: 1 }],
  ])('refuses %s', async (_name, change) => {
    await using simulator = await withSimulator()
    const answer = await openPayment(simulator, paymentOf('http://127.0.0.1:9/notify', change))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error: expect.any(String) })
  })

  it('refuses a merchant in the body that is not the signer', async () => {
    await using simulator = await withSimulator()
    expect(
      (
        await openPayment(
          simulator,
          paymentOf('http://127.0.0.1:9/notify', { merchant: 'somebody' }),
        )
      ).status,
    ).toBe(403)
  })
})

describe('the buyer', () => {
  it.each([
    ['pay', 'paid'],
    ['cancel', 'cancelled'],
    ['expire', 'expired'],
  ])(
    'who presses "%s" leaves a payment %s, a signed callback, and goes back to the shop',
    async (button, status) => {
      await using simulator = await withSimulator()
      await using merchant = await createMerchant()
      const { id = '', payUrl = '' } = await opened(simulator, merchant.notifyUrl)
      expect(await (await queryPayment(simulator, 'order-1')).json()).toMatchObject({
        status: 'pending',
        paidAt: null,
      })
      const answer = await press(payUrl, button)
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        'http://localhost:3000/en/wallet/orders/order-1',
      ])
      await merchant.received(1)
      expect(merchant.deliveries).toEqual([
        {
          genuine: true,
          body: {
            eventId: expect.stringMatching(/^evt_/),
            type: `payment.${status}`,
            paymentId: id,
            orderId: 'order-1',
            merchant: sandboxMerchant,
            amountMinor: 500,
            currency: 'USD',
            occurredAt: expect.any(String),
          },
        },
      ])
      expect(await (await queryPayment(simulator, 'order-1')).json()).toEqual({
        id,
        orderId: 'order-1',
        merchant: sandboxMerchant,
        amountMinor: 500,
        currency: 'USD',
        status,
        paidAt: status === 'paid' ? expect.any(String) : null,
        refunds: [],
        disputes: [],
      })
    },
  )

  it('who presses twice pays once', async () => {
    await using simulator = await withSimulator()
    await using merchant = await createMerchant()
    const { payUrl = '' } = await opened(simulator, merchant.notifyUrl)
    const token = /name="token" value="([^"]+)"/.exec(await (await fetch(payUrl)).text())?.[1] ?? ''
    await press(payUrl, 'pay', token)
    await press(payUrl, 'cancel', token)
    await merchant.received(1)
    expect(await (await queryPayment(simulator, 'order-1')).json()).toMatchObject({
      status: 'paid',
    })
    expect(merchant.deliveries).toHaveLength(1)
  })

  it('cannot be made to pay by another page', async () => {
    await using simulator = await withSimulator()
    const { payUrl = '' } = await opened(simulator, 'http://127.0.0.1:9/notify')
    expect((await press(payUrl, 'pay', 'guessed')).status).toBe(200)
    expect(await (await queryPayment(simulator, 'order-1')).json()).toMatchObject({
      status: 'pending',
    })
  })

  it('who waits too long finds the payment expired', async () => {
    await using simulator = await withSimulator()
    await using merchant = await createMerchant()
    await opened(simulator, merchant.notifyUrl, {
      expiresAt: new Date(Date.now() + 20).toISOString(),
    })
    await merchant.received(1)
    expect(merchant.deliveries).toMatchObject([
      { genuine: true, body: { type: 'payment.expired' } },
    ])
  })
})

describe('the callback', () => {
  it('comes again until the shop answers 2xx, with the same event id', async () => {
    await using simulator = await withSimulator()
    await using merchant = await createMerchant([500, 302, 404])
    await opened(simulator, merchant.notifyUrl)
    simulator.settlePayment('order-1', 'paid')
    await merchant.received(4)
    expect(merchant.deliveries.every((delivery) => delivery.genuine)).toBe(true)
    expect(new Set(merchant.deliveries.map((delivery) => delivery.body.eventId))).toHaveLength(1)
  })

  it('comes more than once, or again, on demand', async () => {
    await using simulator = await withSimulator()
    await using merchant = await createMerchant()
    await opened(simulator, merchant.notifyUrl)
    simulator.setCallbacks({ copies: 3 })
    simulator.settlePayment('order-1', 'paid')
    await merchant.received(3)
    simulator.setCallbacks({ copies: 1 })
    simulator.settlePayment('order-1', 'redeliver')
    await merchant.received(4)
    expect(new Set(merchant.deliveries.map((delivery) => delivery.body.eventId))).toHaveLength(1)
  })

  it('can be lost, while the query still tells the truth', async () => {
    await using simulator = await withSimulator()
    await using merchant = await createMerchant()
    await opened(simulator, merchant.notifyUrl)
    simulator.setCallbacks({ copies: 0 })
    simulator.settlePayment('order-1', 'paid')
    expect(await (await queryPayment(simulator, 'order-1')).json()).toMatchObject({
      status: 'paid',
    })
    simulator.setCallbacks({ copies: 1 })
    simulator.settlePayment('order-1', 'redeliver')
    await merchant.received(1)
    expect(merchant.deliveries).toHaveLength(1)
  })

  it('tells of refunds and disputes, each fact under its own id', async () => {
    await using simulator = await withSimulator()
    await using merchant = await createMerchant()
    await opened(simulator, merchant.notifyUrl)
    expect(simulator.refundAtDesk('order-1', 1)).toBe(false)
    simulator.settlePayment('order-1', 'paid')
    await merchant.received(1)
    expect(simulator.refundAtDesk('order-1', 501)).toBe(false)
    expect(simulator.refundAtDesk('order-1', 200)).toBe(true)
    await merchant.received(2)
    expect(simulator.openDispute('order-1')).toBe(true)
    await merchant.received(3)
    expect(simulator.openDispute('order-1')).toBe(false)
    expect(simulator.closeDispute('order-1', 'won')).toBe(true)
    await merchant.received(4)
    expect(merchant.deliveries.map(({ body }) => [body.type, body.amountMinor])).toEqual([
      ['payment.paid', 500],
      ['payment.refunded', 200],
      ['dispute.open', 300],
      ['dispute.won', 300],
    ])
    expect(new Set(merchant.deliveries.map(({ body }) => body.eventId)).size).toBe(4)
    expect(await (await queryPayment(simulator, 'order-1')).json()).toMatchObject({
      refunds: [{ refundId: null, amountMinor: 200, status: 'done' }],
      disputes: [{ amountMinor: 300, status: 'won' }],
    })
  })

  it('comes beside forged ones on demand, and none of them is genuine but for its merchant', async () => {
    await using simulator = await withSimulator()
    await using merchant = await createMerchant()
    await opened(simulator, merchant.notifyUrl)
    simulator.setCallbacks({ copies: 1, forge: [...FORGERIES] })
    simulator.settlePayment('order-1', 'paid')
    await merchant.received(6)
    const genuine = merchant.deliveries.filter((delivery) => delivery.genuine)
    expect(new Set(genuine.map(({ body }) => body.merchant))).toEqual(
      new Set([sandboxMerchant, 'somebody-else']),
    )
    expect(merchant.deliveries).toHaveLength(6)
  })

  it('does not know an order that was never opened', async () => {
    await using simulator = await withSimulator()
    expect(simulator.settlePayment('order-9', 'paid')).toBe(false)
    expect((await queryPayment(simulator, 'order-9')).status).toBe(404)
  })
})
