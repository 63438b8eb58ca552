import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { StatementLine } from '../payment-gateway.ts'
import { openedPayment, paidPayment } from './sample-payment.ts'
import type { GatewayTraits, Under } from './setup.ts'

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** Lines about one payment, also when midnight passes during the test. */
async function linesOf(under: Under, id: string, since: number): Promise<StatementLine[]> {
  const days = new Set([dayOf(since), dayOf(Date.now())])
  const all = await Promise.all([...days].map((day) => under().gateway.statement(day)))
  return all.flat().filter(({ gatewayPaymentId }) => gatewayPaymentId === id)
}

/** `statement`: every movement of a payment once, on its UTC day, with its sign. */
export function itBalancesItsBooks(under: Under, { hasDisputes }: GatewayTraits): void {
  it('lists payment, refund and dispute of the day with their signs', async () => {
    const since = Date.now()
    const { wanted, ref, paid } = await paidPayment(under)
    await under().gateway.refundPayment({
      ...ref,
      gatewayPaymentId: paid.gatewayPaymentId,
      refundId: randomUUID(),
      amountMinor: 200,
      currency: wanted.currency,
      reason: 'asked by the buyer',
    })
    const expected: [StatementLine['kind'], number][] = [
      ['payment', 500],
      ['refund', -200],
    ]
    if (hasDisputes) {
      under().dispute(wanted.orderId, 'open')
      under().dispute(wanted.orderId, 'won')
      expected.push(['dispute', -300], ['dispute-return', 300])
    }
    const lines = await linesOf(under, paid.gatewayPaymentId, since)
    expect(new Set(lines.map(({ kind, amountMinor }) => `${kind} ${amountMinor}`))).toEqual(
      new Set(expected.map(([kind, amountMinor]) => `${kind} ${amountMinor}`)),
    )
    expect(lines).toHaveLength(expected.length)
    for (const line of lines) {
      expect(line.currency).toBe(wanted.currency)
      expect([wanted.orderId, null]).toContain(line.orderId)
      expect(line.at.getTime()).toBeGreaterThan(since - 60_000)
    }
  })

  it('lists nothing of what was not paid, and nothing on another day', async () => {
    const { wanted } = await openedPayment(under)
    const today = await under().gateway.statement(dayOf(Date.now()))
    expect(today.filter(({ orderId }) => orderId === wanted.orderId)).toEqual([])
    expect(await under().gateway.statement('2020-02-29')).toEqual([])
  })

  it.each(['', 'yesterday', '2026-13-01', '2026-1-1', '2026-02-30', '../2026-01-01'])(
    'has no day %j',
    async (day) => {
      await expect(under().gateway.statement(day)).rejects.toMatchObject({
        code: 'GATEWAY_REFUSED',
      })
    },
  )
}
