import { Secret } from '@aetherflow/crypto/secret'
import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { simulatedGateway } from '../../testing/simulated-gateway.ts'
import { describePaymentGateway } from '../contract.ts'
import { forgeries, type GatewayTraits } from '../contract/setup.ts'
import { createStripeGateway } from './create-stripe-gateway.ts'

const stripe = {
  secretKey: 'sk_sim_0123456789abcdefghijklmnopqr',
  webhookSecret: 'whsec_sim_0123456789abcdefghijklmnopqrstuv',
}

const traits: GatewayTraits = {
  endings: { cancel: 'expired', expire: 'expired' },
  remembersOpening: true,
  hasDisputes: true,
  forgeries,
}

describePaymentGateway('Stripe', traits, async () => {
  const simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    sandboxSecret: 'a-secret-of-at-least-32-characters',
    sandboxMerchant: 'aetherflow',
    stripe,
  })
  const gateway = createStripeGateway({
    secretKey: new Secret(stripe.secretKey),
    webhookSecret: new Secret(stripe.webhookSecret),
    apiUrl: simulator.stripeUrl,
  })
  return simulatedGateway(simulator, gateway)
})
