import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { heardEvent, openedPayment, paidPayment, samplePayment } from './sample-payment.ts'
import type { GatewayTraits, Under } from './setup.ts'

/** `createPayment`, `queryPayment` and `closePayment`: from the page to paid or ended. */
export function itTakesPayments(under: Under, traits: GatewayTraits): void {
  it('knows nothing of an order that was never made', async () => {
    const ref = { orderId: randomUUID(), reference: null }
    expect(await under().gateway.queryPayment(ref)).toEqual({ kind: 'not-found' })
    expect(await under().gateway.closePayment(ref)).toBe('not-found')
  })

  it.each(['desktop', 'phone'] as const)(
    'sends the buyer on a %s to a page and waits',
    async (device) => {
      const { made, ref } = await openedPayment(under, { device })
      expect(URL.canParse(made.redirectUrl)).toBe(true)
      expect(await under().gateway.queryPayment(ref)).toEqual({ kind: 'pending' })
    },
  )

  it('reports a payment in each of its currencies by a signed webhook and by query alike', async () => {
    const { gateway } = under()
    expect(gateway.currencies.length).toBeGreaterThan(0)
    for (const currency of gateway.currencies) {
      const { wanted, paid, event } = await paidPayment(under, { currency, amountMinor: 3500 })
      const facts = { amountMinor: 3500, currency, merchant: gateway.merchant }
      expect(paid).toMatchObject({ ...facts, refunds: [], disputes: [] })
      expect(Math.abs(Date.now() - paid.paidAt.getTime())).toBeLessThan(120_000)
      expect(event).toMatchObject({ ...facts, orderId: wanted.orderId })
      expect(event.gatewayPaymentId).toBe(paid.gatewayPaymentId)
    }
  })

  it.each(['cancel', 'expire'] as const)('reports a payment that ended by %s', async (action) => {
    const { wanted, ref } = await openedPayment(under)
    const reason = traits.endings[action]
    under().act(wanted.orderId, action)
    const event = await heardEvent(under, reason, wanted)
    expect(event.orderId).toBe(wanted.orderId)
    expect(await under().gateway.queryPayment(ref)).toEqual({ kind: 'closed', reason })
  })

  it('closes an unpaid payment for good, and says when the buyer was quicker', async () => {
    const { ref, wanted } = await openedPayment(under)
    expect(await under().gateway.closePayment(ref)).toBe('closed')
    under().act(wanted.orderId, 'pay')
    expect(await under().gateway.queryPayment(ref)).toMatchObject({ kind: 'closed' })
    expect(await under().gateway.closePayment(ref)).toBe('closed')
    const quicker = await paidPayment(under)
    expect(await under().gateway.closePayment(quicker.ref)).toBe('paid')
    expect(await under().gateway.queryPayment(quicker.ref)).toMatchObject({ kind: 'paid' })
  })

  it('tells one fact twice under one event id', async () => {
    const { wanted, event } = await paidPayment(under)
    under().act(wanted.orderId, 'redeliver')
    expect((await heardEvent(under, 'paid', wanted)).eventId).toBe(event.eventId)
  })

  it('says what the gateway wants to read', () => {
    expect(under().gateway.acknowledgement.status).toBe(200)
  })

  if (!traits.remembersOpening) return
  it('makes one payment of an order made twice, and none of the same order with another amount', async () => {
    const wanted = samplePayment(under)
    const first = await under().gateway.createPayment(wanted)
    expect(await under().gateway.createPayment(wanted)).toEqual(first)
    await expect(
      under().gateway.createPayment({ ...wanted, amountMinor: 501 }),
    ).rejects.toMatchObject({ code: 'GATEWAY_REFUSED' })
  })
}
