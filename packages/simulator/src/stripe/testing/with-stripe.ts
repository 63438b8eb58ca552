import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { withSimulator } from '../../testing/with-simulator.ts'
import type { TestSimulator } from '../../testing/with-simulator.ts'

const secretKey = 'sk_sim_0123456789abcdefghijklmnopqr'
const webhookSecret = 'whsec_sim_0123456789abcdefghijklmnopqrstuv'

export type View = Record<string, unknown>
type Reply = { status: number; headers: Headers; body: View }
type Call = { key?: string; authorization?: string }

export type StripeShop = TestSimulator & {
  events: { type: string; id: string; object: View; genuine: boolean }[]
  /** Resolves when an event of this type has come. */
  heard(type: string): Promise<View>
  post(path: string, form: Record<string, string>, call?: Call): Promise<Reply>
  get(path: string, call?: Call): Promise<Reply>
  /** The least form that opens a page. */
  session(change?: Record<string, string>): Record<string, string>
}

/** A simulator with Stripe, and a shop that listens to it. */
export async function withStripe(): Promise<StripeShop> {
  const simulator = await withSimulator({ stripe: { secretKey, webhookSecret } })
  const events: StripeShop['events'] = []
  let arrived = () => {}
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8')
        const event = JSON.parse(body) as { id: string; type: string; data: { object: View } }
        const signature = String(request.headers['stripe-signature'])
        const { id, type, data } = event
        events.push({ id, type, object: data.object, genuine: isGenuine(body, signature) })
        response.end('{"received":true}')
        arrived()
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const notifyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`
  const send = async (path: string, init: RequestInit, call: Call): Promise<Reply> => {
    const answer = await fetch(`${simulator.stripeUrl}${path}`, {
      ...init,
      headers: {
        authorization: call.authorization ?? `Bearer ${secretKey}`,
        ...(call.key === undefined ? {} : { 'idempotency-key': call.key }),
      },
    })
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as View,
    }
  }
  return {
    ...simulator,
    events,
    async heard(type) {
      for (;;) {
        const found = events.find((event) => event.type === type)
        if (found) return found.object
        await new Promise<void>((resolve) => (arrived = resolve))
      }
    },
    post: (path, form, call = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(form) }, call),
    get: (path, call = {}) => send(path, {}, call),
    session: (change = {}) => ({
      mode: 'payment',
      client_reference_id: 'order-1',
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'usd',
      'line_items[0][price_data][unit_amount]': '500',
      'line_items[0][price_data][product_data][name]': '500 credits',
      'metadata[notifyUrl]': notifyUrl,
      'payment_intent_data[metadata][orderId]': 'order-1',
      success_url: 'http://localhost:3000/orders/1?sid={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://localhost:3000/wallet',
      ...change,
    }),
    async [Symbol.asyncDispose]() {
      await simulator.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function isGenuine(body: string, signature: string): boolean {
  const [, seconds = '', hex = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? []
  return hex === createHmac('sha256', webhookSecret).update(`${seconds}.${body}`).digest('hex')
}
