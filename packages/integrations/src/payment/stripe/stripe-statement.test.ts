import { randomUUID } from 'node:crypto'
import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { describe, expect, it } from 'vitest'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import { list, orderId, says, stripeAt, wanted } from './testing/odd-stripe.ts'
import { secretKey, webhookSecret } from './testing/stripe-settings.ts'

describe('the books', () => {
  const booked = (category: string, source: object, created = 1_800_000_000) => ({
    id: `txn_${category}`,
    created,
    currency: 'usd',
    amount: 71,
    reporting_category: category,
    source: {
      id: 'ch_1',
      amount: 500,
      currency: 'cny',
      payment_intent: 'pi_1',
      metadata: null,
      ...source,
    },
  })

  it('are read in the buyers’ currency, without fees and payouts, a failed refund coming back', async () => {
    const lines = [
      booked('charge', { metadata: { orderId } }),
      booked('refund', { amount: 200 }),
      booked('refund_failure', { amount: 200 }),
      booked('dispute', {}),
      booked('dispute_reversal', {}),
      { ...booked('payout', {}), source: 'po_1' },
      { ...booked('fee', {}), source: null },
    ]
    await using server = await oddHttpServer(says({ 'GET /v1/balance_transactions': list(lines) }))
    const read = await stripeAt(server.url).statement('2027-01-15')
    expect(read.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['payment', 500],
      ['refund', -200],
      ['refund', 200],
      ['dispute', -500],
      ['dispute-return', 500],
    ])
    expect(read[0]).toEqual({
      kind: 'payment',
      gatewayPaymentId: 'pi_1',
      orderId,
      amountMinor: 500,
      currency: 'CNY',
      at: new Date(1_800_000_000_000),
    })
    const query = new URL(server.seen[0]?.url ?? '', server.url).searchParams
    expect([query.get('created[gte]'), query.get('created[lt]')]).toEqual([
      '1799971200',
      '1800057600',
    ])
  })

  it('are not compared when a line cannot be read', async () => {
    const half = [booked('charge', { amount: null })]
    await using server = await oddHttpServer(says({ 'GET /v1/balance_transactions': list(half) }))
    await expect(stripeAt(server.url).statement('2027-01-15')).rejects.toMatchObject({
      code: 'GATEWAY_UNKNOWN',
    })
  })
})

describe('a day with more than a page', () => {
  it('is read to its end', async () => {
    const simulator = await startSimulator({
      port: 0,
      host: '127.0.0.1',
      sandboxSecret: 'a-secret-of-at-least-32-characters',
      sandboxMerchant: 'aetherflow',
      stripe: { secretKey, webhookSecret },
    })
    simulator.setCallbacks({ copies: 0 })
    const gateway = stripeAt(simulator.stripeUrl)
    const since = new Date().toISOString().slice(0, 10)
    const orders = Array.from({ length: 101 }, () => randomUUID())
    await Promise.all(
      orders.map((each) =>
        gateway.createPayment({
          ...wanted,
          orderId: each,
          expiresAt: new Date(Date.now() + 60_000),
        }),
      ),
    )
    for (const each of orders) expect(simulator.settlePayment(each, 'paid')).toBe(true)
    const days = new Set([since, new Date().toISOString().slice(0, 10)])
    const lines = await Promise.all([...days].map((day) => gateway.statement(day)))
    expect(new Set(lines.flat().map((line) => line.orderId))).toEqual(new Set(orders))
    expect(lines.flat()).toHaveLength(101)
    await simulator.close()
  })
})
