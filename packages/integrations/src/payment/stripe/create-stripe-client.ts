import http from 'node:http'
import https from 'node:https'
import Stripe from 'stripe'
import type { StripeAccount } from './stripe-account.ts'

const timeoutMs = 10_000

/**
 * The official SDK, told nothing by the environment: host fixed, certificates checked, no telemetry.
 * It does not repeat by itself (but for a connection that was closed before an answer, under the same idempotency
 * key): only then does an error say whether anything was sent.
 */
export function createStripeClient({ secretKey, address }: StripeAccount): Stripe {
  const secure = address === null || address.protocol === 'https:'
  return new Stripe(secretKey.reveal(), {
    ...(address === null
      ? { host: 'api.stripe.com', protocol: 'https', port: 443 }
      : local(address)),
    httpAgent: secure
      ? new https.Agent({ keepAlive: true, rejectUnauthorized: true, maxSockets: 20 })
      : new http.Agent({ keepAlive: true, maxSockets: 20 }),
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    telemetry: false,
  })
}

function local(address: URL): { host: string; protocol: 'http' | 'https'; port: string } {
  const secure = address.protocol === 'https:'
  return {
    host: address.hostname.replace(/^\[|\]$/g, ''),
    protocol: secure ? 'https' : 'http',
    port: address.port === '' ? (secure ? '443' : '80') : address.port,
  }
}
