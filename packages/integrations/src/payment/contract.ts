import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CreatePayment, PaymentGateway, RawWebhook } from './payment-gateway.ts'

type BuyerAction = 'pay' | 'cancel' | 'expire'

/** `act` is the buyer of an order on the gateway's page; it resolves with the webhook that the gateway then sent. */
export type PaymentGatewaySetup = {
  gateway: PaymentGateway
  notifyUrl: string
  act(orderId: string, action: BuyerAction): Promise<RawWebhook>
  close(): Promise<void>
}

/** What every payment gateway must do; each adapter's test runs it. */
export function describePaymentGateway(
  name: string,
  setup: () => Promise<PaymentGatewaySetup>,
): void {
  describe(`${name} as payment gateway`, () => {
    let under: PaymentGatewaySetup
    let orders = 0

    beforeAll(async () => {
      under = await setup()
    })
    afterAll(() => under.close())

    const payment = (change: Partial<CreatePayment> = {}): CreatePayment => {
      orders += 1
      return {
        orderId: `order-${orders}`,
        amountMinor: 500,
        currency: 'USD',
        subject: '500 credits',
        notifyUrl: under.notifyUrl,
        returnUrl: 'http://127.0.0.1:3000/en/wallet',
        expiresAt: new Date(Date.now() + 30 * 60_000),
        ...change,
      }
    }

    it('knows nothing of an order that was never made', async () => {
      expect(await under.gateway.queryPayment({ orderId: 'order-never' })).toEqual({
        kind: 'not-found',
      })
    })

    it('sends the buyer to a page and waits', async () => {
      const wanted = payment()
      const made = await under.gateway.createPayment(wanted)
      expect(URL.canParse(made.redirectUrl)).toBe(true)
      expect(await under.gateway.queryPayment(wanted)).toEqual({ kind: 'pending' })
    })

    it('makes one payment of an order made twice, and none of the same order with another amount', async () => {
      const wanted = payment()
      const first = await under.gateway.createPayment(wanted)
      expect(await under.gateway.createPayment(wanted)).toEqual(first)
      await expect(
        under.gateway.createPayment({ ...wanted, amountMinor: 501 }),
      ).rejects.toMatchObject({ code: 'GATEWAY_REFUSED' })
    })

    it.each(['USD', 'CNY'] as const)(
      'reports a payment in %s by a signed webhook and by query alike',
      async (currency) => {
        const wanted = payment({ currency, amountMinor: 3500 })
        const { gatewayPaymentId } = await under.gateway.createPayment(wanted)
        const verdict = under.gateway.verifyWebhook(await under.act(wanted.orderId, 'pay'))
        const paid = {
          amountMinor: 3500,
          currency,
          merchant: under.gateway.merchant,
          gatewayPaymentId,
        }
        expect(verdict).toMatchObject({
          ok: true,
          event: { kind: 'paid', orderId: wanted.orderId, ...paid },
        })
        const state = await under.gateway.queryPayment(wanted)
        expect(state).toMatchObject({ kind: 'paid', ...paid, paidAt: expect.any(Date) })
      },
    )

    it.each([
      ['cancel', 'cancelled'],
      ['expire', 'expired'],
    ] as const)('reports a payment that ended by %s', async (action, reason) => {
      const wanted = payment()
      await under.gateway.createPayment(wanted)
      const verdict = under.gateway.verifyWebhook(await under.act(wanted.orderId, action))
      expect(verdict).toMatchObject({ ok: true, event: { kind: reason, orderId: wanted.orderId } })
      expect(await under.gateway.queryPayment(wanted)).toEqual({ kind: 'closed', reason })
    })

    it('does not believe a webhook whose amount was changed on the way', async () => {
      const wanted = payment()
      await under.gateway.createPayment(wanted)
      const webhook = await under.act(wanted.orderId, 'pay')
      const raised = { ...webhook, body: webhook.body.replace('500', '900') }
      expect(raised.body).not.toBe(webhook.body)
      expect(under.gateway.verifyWebhook(raised)).toMatchObject({ ok: false })
      expect(under.gateway.verifyWebhook({ ...webhook, headers: {} })).toMatchObject({ ok: false })
    })

    it.each([
      { amountMinor: 0 },
      { amountMinor: -1 },
      { amountMinor: 1.5 },
      { amountMinor: Number.NaN },
      { amountMinor: 1e12 },
      { orderId: '' },
      { orderId: '../x' },
      { subject: '' },
      { subject: 'x'.repeat(201) },
      { notifyUrl: 'javascript:alert(1)' },
      { returnUrl: '/relative' },
      { expiresAt: new Date(Number.NaN) },
    ])('refuses a payment with %j', async (change) => {
      await expect(under.gateway.createPayment(payment(change))).rejects.toMatchObject({
        code: 'GATEWAY_REFUSED',
      })
    })
  })
}
