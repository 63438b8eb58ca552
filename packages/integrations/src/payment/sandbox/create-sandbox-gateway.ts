import type { Secret } from '@aetherflow/crypto/secret'
import type { z } from 'zod'
import { createHttpClient } from '../../http/create-http-client.ts'
import { GatewayError } from '../gateway-error.ts'
import type { CreatePayment, PaymentGateway, PaymentState } from '../payment-gateway.ts'
import type { SandboxIdentity } from './sandbox-exchange.ts'
import { sandboxExchange } from './sandbox-exchange.ts'
import type { SandboxRequest } from './sandbox-exchange.ts'
import { createdSchema, createPaymentSchema, paymentSchema, plainId } from './sandbox-schemas.ts'
import { verifySandboxWebhook } from './verify-sandbox-webhook.ts'

export type SandboxOptions = {
  /** The simulator's `/sandbox` address; loopback only. */
  baseUrl: string
  merchant: string
  /** Shared with the simulator, at least 32 characters. */
  secret: Secret
  /** Unix time in ms; default the system's. */
  now?: () => number
}

/**
 * The gateway of demo and tests: play money on the simulator's pay page, with real signatures and queries.
 * @throws TypeError for a short secret, a bad merchant name, or an address that is not loopback: an unset secret must
 * stop the gateway, not open it
 */
export function createSandboxGateway(options: SandboxOptions): PaymentGateway {
  const { merchant, secret, now = Date.now } = options
  if (secret.reveal().length < 32)
    throw new TypeError('sandbox gateway: the secret must have at least 32 characters')
  if (!plainId.safeParse(merchant).success)
    throw new TypeError('sandbox gateway: merchant must be a plain id')
  const client = createHttpClient({ baseAddress: options.baseUrl, allowedHosts: [] })
  const basePath = new URL(options.baseUrl).pathname.replace(/\/+$/, '')
  const identity: SandboxIdentity = { merchant, secret, now }
  const request = (path: string, json?: unknown): SandboxRequest => ({
    path,
    signedPath: basePath + path,
    json,
  })

  return {
    id: 'sandbox',
    merchant,
    createPayment: async (payment) => {
      const checked = checkedPayment(payment)
      const created = await sandboxExchange(
        client,
        identity,
        request('/v1/payments', { merchant, ...checked }),
        createdSchema,
      )
      if (created === null) throw new GatewayError('GATEWAY_UNKNOWN')
      return { redirectUrl: created.payUrl, gatewayPaymentId: created.id }
    },
    verifyWebhook: (raw) => verifySandboxWebhook(secret, raw, now()),
    queryPayment: async ({ orderId }) => {
      if (!plainId.safeParse(orderId).success) throw new GatewayError('GATEWAY_REFUSED')
      const found = await sandboxExchange(
        client,
        identity,
        request(`/v1/payments/${orderId}`),
        paymentSchema,
      )
      return found === null ? { kind: 'not-found' } : stateOf(found, orderId)
    },
  }
}

/** A payment that the gateway must refuse is refused here, as the gateway would. */
function checkedPayment(payment: CreatePayment): CreatePayment {
  const parsed = createPaymentSchema.safeParse(payment)
  if (!parsed.success) throw new GatewayError('GATEWAY_REFUSED')
  return parsed.data
}

function stateOf(found: z.infer<typeof paymentSchema>, orderId: string): PaymentState {
  // An answer about another order must never be read as this one's.
  if (found.orderId !== orderId) throw new GatewayError('GATEWAY_UNKNOWN')
  if (found.status === 'pending') return { kind: 'pending' }
  if (found.status !== 'paid') return { kind: 'closed', reason: found.status }
  if (found.paidAt === null) throw new GatewayError('GATEWAY_UNKNOWN')
  const { id, amountMinor, currency, merchant, paidAt } = found
  return {
    kind: 'paid',
    gatewayPaymentId: id,
    amountMinor,
    currency,
    merchant,
    paidAt: new Date(paidAt),
  }
}
