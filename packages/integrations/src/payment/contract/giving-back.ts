import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { RefundPayment } from '../payment-gateway.ts'
import type { Opened, PaidState } from './sample-payment.ts'
import { heardEvent, openedPayment, paidPayment, paidState } from './sample-payment.ts'
import type { GatewayTraits, Under } from './setup.ts'

const refundOf = (
  { ref, wanted, paid }: Opened & { paid: PaidState },
  change: Partial<RefundPayment> = {},
): RefundPayment => ({
  ...ref,
  gatewayPaymentId: paid.gatewayPaymentId,
  refundId: randomUUID(),
  amountMinor: 200,
  currency: wanted.currency,
  reason: 'asked by the buyer',
  ...change,
})

const sumOf = (state: PaidState) =>
  state.refunds
    .filter((refund) => refund.state !== 'failed')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)

/** `refundPayment` and what `queryPayment` tells of refunds and disputes. */
export function itGivesMoneyBack(under: Under, { hasDisputes }: GatewayTraits): void {
  it('refunds a part once, then the rest, and nothing beyond', async () => {
    const { gateway } = under()
    const payment = await paidPayment(under)
    const part = refundOf(payment)
    const first = await gateway.refundPayment(part)
    expect(first.kind).not.toBe('refused')
    expect(await gateway.refundPayment(part)).toEqual(first)
    const state = await paidState(under, payment.ref)
    expect(state.refunds).toMatchObject([{ refundId: part.refundId, amountMinor: 200 }])

    expect(await gateway.refundPayment(refundOf(payment, { amountMinor: 301 }))).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/./),
    })
    const rest = await gateway.refundPayment(refundOf(payment, { amountMinor: 300 }))
    expect(rest.kind).not.toBe('refused')
    expect(await gateway.refundPayment(refundOf(payment, { amountMinor: 1 }))).toMatchObject({
      kind: 'refused',
    })
    expect(sumOf(await paidState(under, payment.ref))).toBe(500)
  })

  it('refunds nothing of a payment that nobody made', async () => {
    const opened = await openedPayment(under)
    const paid = (await paidPayment(under)).paid
    const outcome = await under()
      .gateway.refundPayment(
        refundOf({
          ...opened,
          paid: { ...paid, gatewayPaymentId: opened.made.gatewayPaymentId ?? 'none' },
        }),
      )
      .catch((error: { code?: unknown }) => ({ kind: error.code }))
    expect(['refused', 'GATEWAY_REFUSED']).toContain(outcome.kind)
    expect(await under().gateway.queryPayment(opened.ref)).toEqual({ kind: 'pending' })
  })

  it('shows a refund that was made at the gateway’s own desk, and tells of it', async () => {
    const payment = await paidPayment(under)
    under().refundAtDesk(payment.wanted.orderId, 150)
    const about = { ...payment.wanted, gatewayPaymentId: payment.paid.gatewayPaymentId }
    await heardEvent(under, 'refunded', about)
    const state = await paidState(under, payment.ref)
    expect(state.refunds).toMatchObject([{ refundId: null, amountMinor: 150, state: 'done' }])
  })

  if (!hasDisputes) return
  it.each(['won', 'lost'] as const)(
    'shows a dispute open and %s, and tells of both',
    async (verdict) => {
      const payment = await paidPayment(under)
      const about = { ...payment.wanted, gatewayPaymentId: payment.paid.gatewayPaymentId }
      const states = async () =>
        (await paidState(under, payment.ref)).disputes.map(({ amountMinor, state }) => [
          amountMinor,
          state,
        ])
      under().dispute(payment.wanted.orderId, 'open')
      const opened = await heardEvent(under, 'dispute', about)
      expect(await states()).toEqual([[500, 'open']])
      under().dispute(payment.wanted.orderId, verdict)
      const closed = await heardEvent(under, 'dispute', about)
      expect(closed.eventId).not.toBe(opened.eventId)
      expect(await states()).toEqual([[500, verdict]])
    },
  )
}
