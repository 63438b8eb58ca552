import { createGateways } from '@aetherflow/integrations/payment/create-gateways'
import type { PaymentGateway } from '@aetherflow/integrations/payment/payment-gateway'
import type { Simulator, SimulatorOptions } from '@aetherflow/simulator/start-simulator'
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { gatewaySettings } from '../gateway-environment.ts'

type Party = Required<
  Pick<SimulatorOptions, 'sandboxSecret' | 'sandboxMerchant' | 'alipay' | 'stripe'>
>

/** What tests and the simulator share, per gateway. */
export type SimulatedGateways = {
  simulator: Party
  open(simulator: Pick<Simulator, 'url'>): ReadonlyMap<string, PaymentGateway>
  /** The same for processes: the simulator's own half, and that of the web or the worker. */
  simulatorVariables: Record<string, string>
  webVariables(simulatorUrl: string): Record<string, string>
  workerVariables(simulatorUrl: string): Record<string, string>
}

const rsa = promisify(generateKeyPair)
const publicKey = { type: 'spki', format: 'pem' } as const
const privateKey = { type: 'pkcs8', format: 'pem' } as const

async function make(): Promise<SimulatedGateways> {
  const encoding = {
    modulusLength: 2048,
    publicKeyEncoding: publicKey,
    privateKeyEncoding: privateKey,
  }
  const [app, own] = await Promise.all([rsa('rsa', encoding), rsa('rsa', encoding)])
  const sandbox = {
    secret: 'sandbox-secret-of-the-tests-0123456789',
    merchant: 'aetherflow-test',
  }
  const account = { appId: '9999000000000001', sellerId: '2088999900000001' }
  const stripe = {
    secretKey: 'sk_sim_0123456789abcdefghijklmnopqr',
    webhookSecret: 'whsec_sim_0123456789abcdefghijklmnopqrstuv',
  }
  const workerVariables = (simulatorUrl: string) => ({
    SANDBOX_URL: `${simulatorUrl}/sandbox`,
    SANDBOX_SECRET: sandbox.secret,
    SANDBOX_MERCHANT: sandbox.merchant,
    ALIPAY_APP_ID: account.appId,
    ALIPAY_SELLER_ID: account.sellerId,
    ALIPAY_PRIVATE_KEY: app.privateKey,
    ALIPAY_PUBLIC_KEY: own.publicKey,
    ALIPAY_GATEWAY_URL: `${simulatorUrl}/alipay`,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_API_URL: simulatorUrl,
  })
  const webVariables = (simulatorUrl: string) => ({
    ...workerVariables(simulatorUrl),
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
  })
  return {
    simulator: {
      sandboxSecret: sandbox.secret,
      sandboxMerchant: sandbox.merchant,
      alipay: { ...account, appPublicKey: app.publicKey, alipayPrivateKey: own.privateKey },
      stripe,
    },
    open: ({ url }) => createGateways(gatewaySettings(webVariables(url))),
    simulatorVariables: {
      SANDBOX_SECRET: sandbox.secret,
      SANDBOX_MERCHANT: sandbox.merchant,
      ALIPAY_APP_ID: account.appId,
      ALIPAY_SELLER_ID: account.sellerId,
      SIMULATOR_ALIPAY_APP_PUBLIC_KEY: app.publicKey,
      SIMULATOR_ALIPAY_PRIVATE_KEY: own.privateKey,
      STRIPE_SECRET_KEY: stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    },
    webVariables,
    workerVariables,
  }
}

let made: Promise<SimulatedGateways> | undefined

/** One set of keys per test process: making RSA keys takes longer than most tests. */
export function simulatedGateways(): Promise<SimulatedGateways> {
  return (made ??= make())
}
