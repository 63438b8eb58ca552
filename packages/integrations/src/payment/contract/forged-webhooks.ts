import { expect, it } from 'vitest'
import type { RawWebhook } from '../payment-gateway.ts'
import { openedPayment, paidPayment } from './sample-payment.ts'
import type { GatewayTraits, Under } from './setup.ts'

/** `verifyWebhook`: nothing that somebody else sent or changed. */
export function itBelievesOnlyTheGateway(under: Under, { forgeries }: GatewayTraits): void {
  it('does not believe a webhook whose amount was changed on the way, nor one without its signature', async () => {
    const { gateway } = under()
    const { wanted } = await openedPayment(under, { amountMinor: 6543 })
    under().act(wanted.orderId, 'pay')
    const isOurs = (raw: RawWebhook) => {
      const verdict = gateway.verifyWebhook(raw)
      return verdict.ok && verdict.event.orderId === wanted.orderId
    }
    const genuine = await under().heard(isOurs)
    const raised = { ...genuine, body: genuine.body.replace(/65(\.?)43/, '95$143') }
    expect(raised.body).not.toBe(genuine.body)
    expect(gateway.verifyWebhook(raised)).toMatchObject({ ok: false })
    expect(gateway.verifyWebhook({ ...genuine, body: `${genuine.body}x` })).toMatchObject({
      ok: false,
    })
    for (const body of ['', '{}', 'null', '[]', 'sign=x&sign_type=RSA2', '\u0000'])
      expect(gateway.verifyWebhook({ ...genuine, body })).toMatchObject({ ok: false })
  })

  it.each(forgeries)('does not believe a forger who tries: %s', async (forgery) => {
    const { gateway } = under()
    const { wanted } = await paidPayment(under)
    const raw = await under().forged(wanted.orderId, forgery)
    const verdict = gateway.verifyWebhook(raw)
    // Well signed by us for somebody else: whoever reads the event sees the wrong merchant.
    if (verdict.ok)
      expect([forgery, verdict.event.merchant === gateway.merchant]).toEqual([
        'other-merchant',
        false,
      ])
    else expect(verdict.reason).toMatch(/^[A-Z_]+$/)
  })
}
