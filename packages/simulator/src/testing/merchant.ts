import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isSigned, sign } from '../sandbox/signature.ts'
import { sandboxMerchant, sandboxSecret } from './with-simulator.ts'
import type { TestSimulator } from './with-simulator.ts'

type Delivery = { body: Record<string, unknown>; genuine: boolean }

export type Merchant = AsyncDisposable & {
  notifyUrl: string
  deliveries: Delivery[]
  /** Resolves when so many deliveries have come. */
  received(count: number): Promise<void>
}

/** A shop that answers its callbacks with the statuses given, then 200. */
export async function createMerchant(statuses: number[] = []): Promise<Merchant> {
  const deliveries: Delivery[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8')
        deliveries.push({
          body: JSON.parse(body) as Record<string, unknown>,
          genuine: isSigned(
            sandboxSecret,
            body,
            String(request.headers['x-sandbox-signature']),
            Date.now(),
          ),
        })
        response.writeHead(statuses.shift() ?? 200).end()
        for (const waiter of waiting) if (deliveries.length >= waiter.count) waiter.resolve()
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    notifyUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`,
    deliveries,
    received: (count) =>
      deliveries.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ count, resolve })),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export const paymentOf = (notifyUrl: string, change: Record<string, unknown> = {}) => ({
  merchant: sandboxMerchant,
  orderId: 'order-1',
  amountMinor: 500,
  currency: 'USD',
  subject: '500 credits',
  notifyUrl,
  returnUrl: 'http://localhost:3000/en/wallet/orders/order-1',
  expiresAt: new Date(Date.now() + 900_000).toISOString(),
  ...change,
})

type SignedCall = { secret?: string; merchant?: string; atMs?: number }

/** Opens a payment as the adapter would. */
export function openPayment(
  simulator: TestSimulator,
  payment: Record<string, unknown>,
  call: SignedCall = {},
): Promise<Response> {
  const body = JSON.stringify(payment)
  return fetch(`${simulator.sandboxPayUrl}/v1/payments`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...signed(body, call) },
  })
}

/** Asks for an order as the adapter would. */
export function queryPayment(
  simulator: TestSimulator,
  orderId: string,
  call: SignedCall = {},
): Promise<Response> {
  return fetch(`${simulator.sandboxPayUrl}/v1/payments/${orderId}`, {
    headers: signed(`/sandbox/v1/payments/${orderId}`, call),
  })
}

function signed(
  text: string,
  { secret = sandboxSecret, merchant = sandboxMerchant, atMs = Date.now() }: SignedCall,
): Record<string, string> {
  return { 'x-sandbox-merchant': merchant, 'x-sandbox-signature': sign(secret, text, atMs) }
}
