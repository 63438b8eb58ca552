import { createGateways } from '@aetherflow/integrations/payment/create-gateways'
import type { PaymentGateway } from '@aetherflow/integrations/payment/payment-gateway'
import type { Simulator, SimulatorOptions } from '@aetherflow/simulator/start-simulator'
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

type Party = Required<
  Pick<SimulatorOptions, 'sandboxSecret' | 'sandboxMerchant' | 'alipay' | 'stripe'>
>

/** What tests and the simulator share, per gateway. */
export type SimulatedGateways = {
  simulator: Party
  open(simulator: Simulator): ReadonlyMap<string, PaymentGateway>
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
  return {
    simulator: {
      sandboxSecret: sandbox.secret,
      sandboxMerchant: sandbox.merchant,
      alipay: { ...account, appPublicKey: app.publicKey, alipayPrivateKey: own.privateKey },
      stripe,
    },
    open: (simulator) =>
      createGateways({
        sandbox: { ...sandbox, baseUrl: simulator.sandboxPayUrl },
        alipay: {
          ...account,
          privateKey: app.privateKey,
          publicKey: own.publicKey,
          baseUrl: simulator.alipayUrl,
        },
        stripe: { ...stripe, apiUrl: simulator.stripeUrl },
      }),
  }
}

let made: Promise<SimulatedGateways> | undefined

/** One set of keys per test process: making RSA keys takes longer than most tests. */
export function simulatedGateways(): Promise<SimulatedGateways> {
  return (made ??= make())
}
