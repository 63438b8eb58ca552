import { expect, it } from 'vitest'
import { samplePayment } from './sample-payment.ts'
import type { Under } from './setup.ts'

/** What no gateway is asked at all. */
export function itRefusesBadOrders(under: Under): void {
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
    await expect(under().gateway.createPayment(samplePayment(under, change))).rejects.toMatchObject(
      { code: 'GATEWAY_REFUSED' },
    )
  })

  it('refuses an order id that is none, whatever is asked about it', async () => {
    const { gateway } = under()
    const ref = { orderId: '../admin', reference: null }
    const refused = { code: 'GATEWAY_REFUSED' }
    await expect(gateway.queryPayment(ref)).rejects.toMatchObject(refused)
    await expect(gateway.closePayment(ref)).rejects.toMatchObject(refused)
    const refund = {
      ...ref,
      gatewayPaymentId: 'x',
      refundId: 'r-1',
      amountMinor: 1,
      currency: 'USD',
      reason: '',
    }
    await expect(gateway.refundPayment(refund)).rejects.toMatchObject(refused)
  })
}
