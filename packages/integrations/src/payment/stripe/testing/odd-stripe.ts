import type { ServerResponse } from 'node:http'
import type { SeenRequest } from '../../../testing/odd-http-server.ts'
import type { CreatePayment, PaymentGateway } from '../../payment-gateway.ts'
import { createStripeGateway } from '../create-stripe-gateway.ts'
import { stripeOptions } from './stripe-settings.ts'

export const orderId = '3f1c7d1e-55d0-4f8e-9c39-0f6f2d1b9a01'
export const ref = { orderId, reference: 'cs_test_1' }
export const expiresAt = new Date(1_800_000_000_000)
export const wanted: CreatePayment = {
  orderId,
  amountMinor: 500,
  currency: 'USD',
  subject: '500 credits',
  notifyUrl: 'http://127.0.0.1:3000/api/webhooks/stripe',
  returnUrl: 'http://127.0.0.1:3000/orders/1',
  expiresAt,
  device: 'phone',
}
export const intent = {
  id: 'pi_1',
  livemode: false,
  status: 'succeeded',
  amount_received: 500,
  currency: 'usd',
  metadata: { orderId },
  created: 1_800_000_000,
  latest_charge: { id: 'ch_1', created: 1_800_000_060 },
}
export const session = {
  id: 'cs_test_1',
  livemode: false,
  client_reference_id: orderId,
  status: 'complete',
  payment_status: 'paid',
  amount_total: 500,
  currency: 'usd',
  url: 'http://127.0.0.1:3001/stripe/pay/cs_test_1',
  created: 1_800_000_000,
  payment_intent: intent,
}
export const refund = {
  id: 're_1',
  amount: 200,
  currency: 'usd',
  payment_intent: 'pi_1',
  status: 'succeeded',
  metadata: { refundId: 'refund-1' },
}
export const list = (data: unknown[]) => ({ object: 'list', url: '/', has_more: false, data })

export type Answers = Record<string, unknown>
/** Answers each path (by its beginning) with one body, or with a status and a body. */
export const says = (answers: Answers) => (response: ServerResponse, request: SeenRequest) => {
  const hit = Object.entries(answers).find(([start]) =>
    `${request.method} ${request.url}`.startsWith(start),
  )
  const body = hit?.[1]
  const [status, content] = Array.isArray(body) ? [Number(body[0]), body[1]] : [200, body]
  response.writeHead(hit ? status : 404, { 'content-type': 'application/json' })
  response.end(typeof content === 'string' ? content : JSON.stringify(content ?? { error: {} }))
}
export const stripeAt = (url: string): PaymentGateway => createStripeGateway(stripeOptions(url))
export const sessionPath = 'GET /v1/checkout/sessions/cs_test_1'
export const paidAnswers = {
  [sessionPath]: session,
  'GET /v1/refunds': list([]),
  'GET /v1/disputes': list([]),
}
export const error = (code: string | undefined, type = 'invalid_request_error') => ({
  error: { type, code, message: 'no' },
})
