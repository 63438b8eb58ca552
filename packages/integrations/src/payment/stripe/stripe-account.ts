import type { Secret } from '@aetherflow/crypto/secret'
import { parseBaseAddress } from '../../http/parse-base-address.ts'
import { isWeakSecret } from '../weak-secret.ts'

export type StripeOptions = {
  /** `sk_live_…`, `sk_test_…`, a restricted `rk_…`, or `sk_sim_…` for the simulator. */
  secretKey: Secret
  /** `whsec_…` of the webhook endpoint; null in a process that hears no webhooks, which then believes none. */
  webhookSecret: Secret | null
  /** The simulator's origin; without it the real Stripe. The SDK knows no path, so there is none. */
  apiUrl?: string | undefined
  /** Unix time in ms; default the system's. */
  now?: (() => number) | undefined
}

/** Whose money it is and where it is asked for. */
export type StripeAccount = {
  secretKey: Secret
  webhookSecret: Secret | null
  livemode: boolean
  /**
   * `stripe-live` or `stripe-test`. Stripe's objects do not name their account: the key alone decides whose are found,
   * so what is left to check, and is checked on every answer and event, is the mode.
   */
  merchant: string
  address: URL | null
}

const keyFormat = /^(?:sk|rk)_(live|test|sim)_([A-Za-z0-9]{24,250})$/
const webhookFormat = /^whsec_(sim_)?([A-Za-z0-9+/=]{32,250})$/

/**
 * Checks what opens the gateway. A simulator's secret never goes to Stripe, and a real one never to a simulator.
 * @throws TypeError naming the rule, never the value
 */
export function stripeAccount(options: StripeOptions): StripeAccount {
  const key = options.secretKey.reveal()
  const [, mode, body = ''] = keyFormat.exec(key) ?? []
  if (mode === undefined || isWeakSecret(body, 24))
    throw new TypeError('stripe gateway: the secret key must be a whole sk_… or rk_… key')
  const simulated = options.apiUrl !== undefined
  const hookMode = options.webhookSecret && webhookMode(options.webhookSecret)
  if ((mode === 'sim') !== simulated || (hookMode !== null && (hookMode === 'sim') !== simulated))
    throw new TypeError('stripe gateway: simulator secrets and the simulator go together')
  return {
    secretKey: options.secretKey,
    webhookSecret: options.webhookSecret,
    livemode: mode === 'live',
    merchant: mode === 'live' ? 'stripe-live' : 'stripe-test',
    address: options.apiUrl === undefined ? null : originOf(options.apiUrl),
  }
}

function webhookMode(secret: Secret): 'sim' | 'real' {
  const hook = webhookFormat.exec(secret.reveal())
  if (hook === null || isWeakSecret(hook[2] ?? '', 32))
    throw new TypeError('stripe gateway: the webhook secret must be a whole whsec_… secret')
  return hook[1] === undefined ? 'real' : 'sim'
}

function originOf(apiUrl: string): URL {
  const url = parseBaseAddress(apiUrl, [])
  if (url.pathname !== '/' && url.pathname !== '')
    throw new TypeError('stripe gateway: the simulator’s address must have no path')
  return url
}
