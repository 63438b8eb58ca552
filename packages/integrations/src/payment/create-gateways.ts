import { Secret } from '@aetherflow/crypto/secret'
import { createAlipayGateway } from './alipay/create-alipay-gateway.ts'
import type { PaymentGateway } from './payment-gateway.ts'
import { createSandboxGateway } from './sandbox/create-sandbox-gateway.ts'
import { createStripeGateway } from './stripe/create-stripe-gateway.ts'

type Setting = string | undefined

/** What each gateway needs; one whose settings are all absent is not open. */
export type GatewaySettings = {
  sandbox?: { baseUrl: Setting; merchant: Setting; secret: Setting }
  alipay?: {
    appId: Setting
    sellerId: Setting
    privateKey: Setting
    publicKey: Setting
    /** Absent for Alipay itself. */
    baseUrl: Setting
  }
  stripe?: {
    secretKey: Setting
    /** Absent in a process that hears no webhooks; it then believes none. */
    webhookSecret: Setting
    /** Absent for Stripe itself. */
    apiUrl: Setting
  }
}

/**
 * The gateways that are open in this process, by id.
 * @throws TypeError for one that is set in part, for a short, published or swapped secret, and for a wrong address: a
 * gateway with a weak secret must not open
 */
export function createGateways(settings: GatewaySettings): ReadonlyMap<string, PaymentGateway> {
  const gateways = [sandboxOf(settings), alipayOf(settings), stripeOf(settings)]
  return new Map(gateways.flatMap((gateway) => (gateway === null ? [] : [[gateway.id, gateway]])))
}

function sandboxOf({ sandbox }: GatewaySettings): PaymentGateway | null {
  const whole = allOrNone('sandbox', sandbox, ['baseUrl', 'merchant', 'secret'])
  return whole && createSandboxGateway({ ...whole, secret: new Secret(whole.secret) })
}

function alipayOf({ alipay }: GatewaySettings): PaymentGateway | null {
  const whole = allOrNone('alipay', alipay, ['appId', 'sellerId', 'privateKey', 'publicKey'])
  if (whole === null) return null
  return createAlipayGateway({
    appId: whole.appId,
    sellerId: whole.sellerId,
    privateKey: new Secret(whole.privateKey),
    alipayPublicKey: new Secret(whole.publicKey),
    ...(alipay?.baseUrl === undefined ? {} : { baseUrl: alipay.baseUrl }),
  })
}

function stripeOf({ stripe }: GatewaySettings): PaymentGateway | null {
  const whole = allOrNone('stripe', stripe, ['secretKey'])
  if (whole === null) return null
  const { webhookSecret, apiUrl } = stripe ?? {}
  return createStripeGateway({
    secretKey: new Secret(whole.secretKey),
    webhookSecret: webhookSecret === undefined ? null : new Secret(webhookSecret),
    apiUrl,
  })
}

function allOrNone<Name extends string>(
  gateway: string,
  settings: Partial<Record<Name, Setting>> | undefined,
  names: readonly Name[],
): Record<Name, string> | null {
  const given = names.filter((name) => settings?.[name] !== undefined)
  const extra = Object.values<Setting>(settings ?? {}).some((value) => value !== undefined)
  if (given.length === 0 && !extra) return null
  const missing = names.filter((name) => !given.includes(name))
  if (missing.length > 0)
    throw new TypeError(`${gateway} gateway: ${missing.join(' and ')} missing`)
  return settings as Record<Name, string>
}
