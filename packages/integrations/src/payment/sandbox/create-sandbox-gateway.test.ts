import type { ServerResponse } from 'node:http'
import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import type { SeenRequest } from '../../testing/odd-http-server.ts'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import { createSandboxGateway } from './create-sandbox-gateway.ts'
import { sandboxSignatureFault } from './sandbox-signature.ts'

const secret = new Secret('a-secret-of-at-least-32-characters')
const nowMs = 1_800_000_000_000
const gatewayAt = (baseUrl: string) =>
  createSandboxGateway({
    baseUrl: `${baseUrl}/sandbox`,
    merchant: 'aetherflow',
    secret,
    now: () => nowMs,
  })
const wanted = {
  orderId: 'order-1',
  amountMinor: 500,
  currency: 'USD',
  subject: '500 credits',
  notifyUrl: 'http://127.0.0.1:3000/api/webhooks/sandbox',
  returnUrl: 'http://127.0.0.1:3000/en/wallet',
  expiresAt: new Date(nowMs + 60_000),
  device: 'phone',
} as const
const ref = { orderId: 'order-1', reference: 'pay-1' }
const paid = {
  id: 'pay-1',
  orderId: 'order-1',
  merchant: 'aetherflow',
  amountMinor: 500,
  currency: 'USD',
  status: 'paid',
  paidAt: '2027-01-15T08:00:00.000Z',
  refunds: [],
  disputes: [],
}
const says = (status: number, body: unknown) => (response: ServerResponse) =>
  response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
const signatureOf = (request: SeenRequest | undefined) => {
  const value = request?.headers['x-sandbox-signature']
  return typeof value === 'string' ? value : undefined
}

describe('a request', () => {
  it('to pay signs its body and says what is to be paid', async () => {
    await using server = await oddHttpServer(
      says(201, { id: 'pay-1', payUrl: 'http://127.0.0.1:3001/sandbox/pay/pay-1' }),
    )
    expect(await gatewayAt(server.url).createPayment(wanted)).toEqual({
      redirectUrl: 'http://127.0.0.1:3001/sandbox/pay/pay-1',
      gatewayPaymentId: 'pay-1',
      reference: 'pay-1',
    })
    const request = server.seen[0]
    const body = request?.body.toString() ?? ''
    expect(request).toMatchObject({ method: 'POST', url: '/sandbox/v1/payments' })
    expect(request?.headers['x-sandbox-merchant']).toBe('aetherflow')
    expect(sandboxSignatureFault(secret, body, signatureOf(request), nowMs)).toBeNull()
    const { device: _device, ...sent } = wanted
    expect(JSON.parse(body)).toEqual({
      ...sent,
      merchant: 'aetherflow',
      expiresAt: wanted.expiresAt.toISOString(),
    })
  })

  it('to query signs its whole path', async () => {
    await using server = await oddHttpServer(says(200, paid))
    expect(await gatewayAt(server.url).queryPayment(ref)).toEqual({
      kind: 'paid',
      gatewayPaymentId: 'pay-1',
      amountMinor: 500,
      currency: 'USD',
      merchant: 'aetherflow',
      paidAt: new Date('2027-01-15T08:00:00.000Z'),
      refunds: [],
      disputes: [],
    })
    const request = server.seen[0]
    expect(request).toMatchObject({ method: 'GET', url: '/sandbox/v1/payments/order-1' })
    expect(
      sandboxSignatureFault(secret, '/sandbox/v1/payments/order-1', signatureOf(request), nowMs),
    ).toBeNull()
  })

  it('never carries the secret', async () => {
    await using server = await oddHttpServer(says(404, { error: 'no' }))
    await gatewayAt(server.url).queryPayment(ref)
    expect(JSON.stringify(server.seen)).not.toContain(secret.reveal())
  })

  it('for an order id that is no id is not sent', async () => {
    await using server = await oddHttpServer(says(200, paid))
    await expect(
      gatewayAt(server.url).queryPayment({ ...ref, orderId: '../admin' }),
    ).rejects.toMatchObject({ code: 'GATEWAY_REFUSED' })
    expect(server.seen).toEqual([])
  })
})

describe('an answer', () => {
  it.each([
    [{ ...paid, status: 'pending', paidAt: null }, { kind: 'pending' }],
    [
      { ...paid, status: 'cancelled', paidAt: null },
      { kind: 'closed', reason: 'cancelled' },
    ],
    [
      { ...paid, status: 'expired', paidAt: null },
      { kind: 'closed', reason: 'expired' },
    ],
  ])('%# is read as its state', async (body, state) => {
    await using server = await oddHttpServer(says(200, body))
    expect(await gatewayAt(server.url).queryPayment(ref)).toEqual(state)
  })

  it('404 to a query means that there is no such payment', async () => {
    await using server = await oddHttpServer(says(404, ''))
    expect(await gatewayAt(server.url).queryPayment(ref)).toEqual({
      kind: 'not-found',
    })
  })

  it.each([
    [200, '<html>'],
    [200, ''],
    [200, { ...paid, orderId: 'order-2' }],
    [200, { ...paid, amountMinor: 5.5 }],
    [200, { ...paid, paidAt: null }],
    [200, { ...paid, paidAt: 'yesterday' }],
    [200, { ...paid, status: 'mostly-paid' }],
    [200, { ...paid, padding: 'x'.repeat(300_000) }],
    [500, paid],
    [502, ''],
  ])('%d with a body that proves nothing leaves the payment unknown (%#)', async (status, body) => {
    await using server = await oddHttpServer(says(status, body))
    await expect(gatewayAt(server.url).queryPayment(ref)).rejects.toMatchObject({
      code: 'GATEWAY_UNKNOWN',
    })
  })

  it.each([400, 401, 403, 409, 302])('%d is a refusal', async (status) => {
    await using server = await oddHttpServer(says(status, { error: 'no' }))
    await expect(gatewayAt(server.url).createPayment(wanted)).rejects.toMatchObject({
      code: 'GATEWAY_REFUSED',
    })
  })

  it.each([404, 500])('%d to a new payment leaves it unknown', async (status) => {
    await using server = await oddHttpServer(says(status, ''))
    await expect(gatewayAt(server.url).createPayment(wanted)).rejects.toMatchObject({
      code: 'GATEWAY_UNKNOWN',
    })
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', '/pay', ''])(
    'that sends the buyer to %j is not followed',
    async (payUrl) => {
      await using server = await oddHttpServer(says(201, { id: 'pay-1', payUrl }))
      await expect(gatewayAt(server.url).createPayment(wanted)).rejects.toMatchObject({
        code: 'GATEWAY_UNKNOWN',
      })
    },
  )

  it('that breaks off is unknown, and a closed port unreachable', async () => {
    const server = await oddHttpServer((response) => response.destroy())
    const gateway = gatewayAt(server.url)
    await expect(gateway.createPayment(wanted)).rejects.toMatchObject({ code: 'GATEWAY_UNKNOWN' })
    await server[Symbol.asyncDispose]()
    await expect(gateway.createPayment(wanted)).rejects.toMatchObject({
      code: 'GATEWAY_UNREACHABLE',
    })
  })
})

describe('money back', () => {
  const asked = {
    ...ref,
    gatewayPaymentId: 'pay-1',
    refundId: 'refund-1',
    amountMinor: 200,
    currency: 'USD',
    reason: 'asked',
  }
  const refunded = { id: 'ref-1', refundId: 'refund-1', status: 'done' }

  it('is asked for by a signed body that names the refund', async () => {
    await using server = await oddHttpServer(says(201, refunded))
    expect(await gatewayAt(server.url).refundPayment(asked)).toEqual({
      kind: 'refunded',
      gatewayRefundId: 'ref-1',
    })
    const [request] = server.seen
    const body = request?.body.toString() ?? ''
    expect(request).toMatchObject({ method: 'POST', url: '/sandbox/v1/payments/order-1/refunds' })
    expect(sandboxSignatureFault(secret, body, signatureOf(request), nowMs)).toBeNull()
    expect(JSON.parse(body)).toMatchObject({ merchant: 'aetherflow', refundId: 'refund-1' })
  })

  it.each([
    [404, { kind: 'refused', reason: 'PAYMENT_NOT_FOUND' }],
    [422, { kind: 'refused', reason: 'NOT_REFUNDABLE' }],
    [401, { kind: 'GATEWAY_REFUSED' }],
    [500, { kind: 'GATEWAY_UNKNOWN' }],
  ])('%d to it is %j', async (status, outcome) => {
    await using server = await oddHttpServer(says(status, { error: 'no' }))
    const answered = await gatewayAt(server.url)
      .refundPayment(asked)
      .catch(({ code }: { code: string }) => ({ kind: code }))
    expect(answered).toEqual(outcome)
  })

  it('of another refund is not taken for this one', async () => {
    await using server = await oddHttpServer(says(201, { ...refunded, refundId: 'refund-2' }))
    await expect(gatewayAt(server.url).refundPayment(asked)).rejects.toMatchObject({
      code: 'GATEWAY_UNKNOWN',
    })
  })

  it('is no matter of a close that answers neither closed nor paid', async () => {
    await using server = await oddHttpServer(
      says(200, { ...paid, status: 'pending', paidAt: null }),
    )
    await expect(gatewayAt(server.url).closePayment(ref)).rejects.toMatchObject({
      code: 'GATEWAY_UNKNOWN',
    })
  })

  it('and all else of a day is read page by page, and never without an end', async () => {
    let pages = 0
    await using server = await oddHttpServer((response) => {
      pages += 1
      says(200, {
        lines: [
          {
            kind: 'refund',
            paymentId: 'pay-1',
            orderId: 'order-1',
            amountMinor: -200,
            currency: 'USD',
            at: '2027-01-15T08:00:00.000Z',
          },
        ],
        more: pages !== 3,
      })(response)
    })
    const lines = await gatewayAt(server.url).statement('2027-01-15')
    expect(lines).toHaveLength(3)
    expect(server.seen.map(({ url }) => url)).toEqual(
      [0, 1, 2].map((page) => `/sandbox/v1/statements/2027-01-15/${page}`),
    )
    await expect(gatewayAt(server.url).statement('2027-01-16')).rejects.toMatchObject({
      code: 'GATEWAY_UNKNOWN',
    })
  })
})

describe('a gateway', () => {
  const options = { baseUrl: 'http://127.0.0.1:3001/sandbox', merchant: 'aetherflow', secret }

  it.each([
    ['32 characters', { secret: new Secret('') }],
    ['32 characters', { secret: new Secret('x'.repeat(31)) }],
    ['plain id', { merchant: '' }],
    ['plain id', { merchant: 'a\r\nb' }],
    ['loopback', { baseUrl: 'https://sandbox.example.com' }],
    ['absolute', { baseUrl: '' }],
  ])('does not start without %s (%#)', (named, change) => {
    expect(() => createSandboxGateway({ ...options, ...change })).toThrow(named)
  })

  it('names itself and its merchant', () => {
    expect(createSandboxGateway(options)).toMatchObject({ id: 'sandbox', merchant: 'aetherflow' })
  })
})
