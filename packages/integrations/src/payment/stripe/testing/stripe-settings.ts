import { Secret } from '@aetherflow/crypto/secret'
import type { StripeOptions } from '../stripe-account.ts'

export const secretKey = 'sk_sim_0123456789abcdefghijklmnopqr'
export const webhookSecret = 'whsec_sim_0123456789abcdefghijklmnopqrstuv'

/** What a gateway at a test's own server is made of. */
export function stripeOptions(apiUrl: string, now?: () => number): StripeOptions {
  return {
    secretKey: new Secret(secretKey),
    webhookSecret: new Secret(webhookSecret),
    apiUrl,
    now,
  }
}
