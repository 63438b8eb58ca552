import type { GatewaySettings } from '@aetherflow/integrations/payment/create-gateways'
import { z } from 'zod'

const text = z.string().min(1).optional()

/** The variables of the payment gateways, for the schemas of web and worker. The gateways themselves check what is in them. */
export const gatewayVariables = {
  SANDBOX_URL: z.url().optional(),
  SANDBOX_SECRET: z.string().min(32).optional(),
  SANDBOX_MERCHANT: text,
  ALIPAY_APP_ID: text,
  ALIPAY_SELLER_ID: text,
  ALIPAY_PRIVATE_KEY: text,
  ALIPAY_PUBLIC_KEY: text,
  /** Demo and test only: the simulator's. */
  ALIPAY_GATEWAY_URL: z.url().optional(),
  STRIPE_SECRET_KEY: text,
  /** The web process hears webhooks; the worker does not get it. */
  STRIPE_WEBHOOK_SECRET: text,
  /** Demo and test only: the simulator's origin. */
  STRIPE_API_URL: z.url().optional(),
}
export type GatewayVariables = z.infer<z.ZodObject<typeof gatewayVariables>>

/** What names a simulator; production must hold none of them. */
export const simulatorVariables = [
  'SANDBOX_URL',
  'SANDBOX_SECRET',
  'ALIPAY_GATEWAY_URL',
  'STRIPE_API_URL',
] as const

export function gatewaySettings(env: GatewayVariables): GatewaySettings {
  return {
    sandbox: {
      baseUrl: env.SANDBOX_URL,
      merchant: env.SANDBOX_MERCHANT,
      secret: env.SANDBOX_SECRET,
    },
    alipay: {
      appId: env.ALIPAY_APP_ID,
      sellerId: env.ALIPAY_SELLER_ID,
      privateKey: env.ALIPAY_PRIVATE_KEY,
      publicKey: env.ALIPAY_PUBLIC_KEY,
      baseUrl: env.ALIPAY_GATEWAY_URL,
    },
    stripe: {
      secretKey: env.STRIPE_SECRET_KEY,
      webhookSecret: env.STRIPE_WEBHOOK_SECRET,
      apiUrl: env.STRIPE_API_URL,
    },
  }
}
