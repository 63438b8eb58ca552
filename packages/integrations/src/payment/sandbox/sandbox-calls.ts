import type { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import { checked } from '../checked.ts'
import { GatewayError } from '../gateway-error.ts'
import type {
  CreatePayment,
  OpenedPayment,
  PaymentRef,
  PaymentState,
  RefundOutcome,
  RefundPayment,
  StatementLine,
} from '../payment-gateway.ts'
import { createPaymentSchema, plainId, refundPaymentSchema, utcDay } from '../payment-schemas.ts'
import type { SandboxAnswer, SandboxIdentity } from './sandbox-exchange.ts'
import { sandboxExchange } from './sandbox-exchange.ts'
import {
  createdSchema,
  paymentSchema,
  refundedSchema,
  statementPageSchema,
} from './sandbox-schemas.ts'
import { stateOf } from './state-of.ts'

/** Where a call goes and whom it speaks for. */
export type SandboxWire = { client: HttpClient; identity: SandboxIdentity; basePath: string }

/** A day of a demo has a few lines; past this something is wrong. */
const maxStatementPages = 100

function ask<Answer>(
  { client, identity, basePath }: SandboxWire,
  schema: z.ZodType<Answer>,
  path: string,
  json?: Record<string, unknown>,
): Promise<SandboxAnswer<Answer>> {
  const signed = json === undefined ? {} : { json: { merchant: identity.merchant, ...json } }
  return sandboxExchange(client, identity, { path, signedPath: basePath + path, ...signed }, schema)
}

const paymentPath = (orderId: string) => `/v1/payments/${checked(plainId, orderId)}`

/** `createPayment` of the port. Throws GATEWAY_REFUSED for the same order with other content. */
export async function createSandboxPayment(
  wire: SandboxWire,
  payment: CreatePayment,
): Promise<OpenedPayment> {
  // One page suits every screen, so the gateway is not told of the device.
  const { device: _device, ...wanted } = checked(createPaymentSchema, payment)
  const created = await ask(wire, createdSchema, '/v1/payments', wanted)
  if (created.kind === 'impossible') throw new GatewayError('GATEWAY_REFUSED')
  if (created.kind === 'absent') throw new GatewayError('GATEWAY_UNKNOWN')
  return {
    redirectUrl: created.body.payUrl,
    gatewayPaymentId: created.body.id,
    reference: created.body.id,
  }
}

/** `queryPayment` of the port. */
export async function querySandboxPayment(
  wire: SandboxWire,
  { orderId }: PaymentRef,
): Promise<PaymentState> {
  const found = await ask(wire, paymentSchema, paymentPath(orderId))
  if (found.kind === 'impossible') throw new GatewayError('GATEWAY_UNKNOWN')
  return found.kind === 'absent' ? { kind: 'not-found' } : stateOf(found.body, orderId)
}

/** `refundPayment` of the port; refused for a payment that is not there or has less left. */
export async function refundSandboxPayment(
  wire: SandboxWire,
  refund: RefundPayment,
): Promise<RefundOutcome> {
  const { orderId, refundId, amountMinor, currency, reason } = checked(refundPaymentSchema, refund)
  const json = { refundId, amountMinor, currency, reason }
  const answer = await ask(wire, refundedSchema, `${paymentPath(orderId)}/refunds`, json)
  if (answer.kind === 'absent') return { kind: 'refused', reason: 'PAYMENT_NOT_FOUND' }
  if (answer.kind === 'impossible') return { kind: 'refused', reason: 'NOT_REFUNDABLE' }
  if (answer.body.refundId !== refundId) throw new GatewayError('GATEWAY_UNKNOWN')
  return { kind: 'refunded', gatewayRefundId: answer.body.id }
}

/** `closePayment` of the port. Throws GATEWAY_UNKNOWN when the payment is open still. */
export async function closeSandboxPayment(
  wire: SandboxWire,
  { orderId }: PaymentRef,
): Promise<'closed' | 'paid' | 'not-found'> {
  const closed = await ask(wire, paymentSchema, `${paymentPath(orderId)}/close`, {})
  if (closed.kind === 'absent') return 'not-found'
  if (closed.kind === 'impossible') throw new GatewayError('GATEWAY_UNKNOWN')
  const { kind } = stateOf(closed.body, orderId)
  if (kind !== 'closed' && kind !== 'paid') throw new GatewayError('GATEWAY_UNKNOWN')
  return kind
}

/** `statement` of the port: all pages of a UTC day, or GATEWAY_UNKNOWN. */
export async function sandboxStatement(wire: SandboxWire, day: string): Promise<StatementLine[]> {
  const lines: StatementLine[] = []
  const path = `/v1/statements/${checked(utcDay, day)}`
  for (let page = 0; page < maxStatementPages; page += 1) {
    // Each page tells whether there is another.
    const answer = await ask(wire, statementPageSchema, `${path}/${page}`)
    if (answer.kind !== 'answer') throw new GatewayError('GATEWAY_UNKNOWN')
    for (const { paymentId, at, ...line } of answer.body.lines)
      lines.push({ ...line, gatewayPaymentId: paymentId, at: new Date(at) })
    if (!answer.body.more) return lines
  }
  // Half a day must never be compared with a whole one.
  throw new GatewayError('GATEWAY_UNKNOWN')
}
