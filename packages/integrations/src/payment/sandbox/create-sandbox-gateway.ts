import type { Secret } from '@aetherflow/crypto/secret'
import { createHttpClient } from '../../http/create-http-client.ts'
import type { PaymentGateway } from '../payment-gateway.ts'
import { plainId } from '../payment-schemas.ts'
import type { SandboxWire } from './sandbox-calls.ts'
import {
  closeSandboxPayment,
  createSandboxPayment,
  querySandboxPayment,
  refundSandboxPayment,
  sandboxStatement,
} from './sandbox-calls.ts'
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
  if (secret.reveal().trim().length < 32)
    throw new TypeError('sandbox gateway: the secret must have at least 32 characters')
  if (!plainId.safeParse(merchant).success)
    throw new TypeError('sandbox gateway: merchant must be a plain id')
  const wire: SandboxWire = {
    client: createHttpClient({ baseAddress: options.baseUrl, allowedHosts: [] }),
    identity: { merchant, secret, now },
    basePath: new URL(options.baseUrl).pathname.replace(/\/+$/, ''),
  }
  return {
    id: 'sandbox',
    merchant,
    currencies: ['USD', 'CNY'],
    acknowledgement: { status: 200, contentType: 'text/plain', body: 'success' },
    createPayment: (payment) => createSandboxPayment(wire, payment),
    verifyWebhook: (raw) => verifySandboxWebhook(secret, raw, now()),
    queryPayment: (ref) => querySandboxPayment(wire, ref),
    refundPayment: (refund) => refundSandboxPayment(wire, refund),
    closePayment: (ref) => closeSandboxPayment(wire, ref),
    statement: (day) => sandboxStatement(wire, day),
  }
}
