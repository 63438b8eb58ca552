import { Secret } from '@aetherflow/crypto/secret'
import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { simulatedGateway } from '../../testing/simulated-gateway.ts'
import { describePaymentGateway } from '../contract.ts'
import type { GatewayTraits } from '../contract/setup.ts'
import { createSandboxGateway } from './create-sandbox-gateway.ts'

const secret = 'a-secret-of-at-least-32-characters'

const traits: GatewayTraits = {
  endings: { cancel: 'cancelled', expire: 'expired' },
  remembersOpening: true,
  hasDisputes: true,
  forgeries: ['empty-key', 'wrong-key', 'other-gateway', 'other-merchant', 'changed-amount'],
}

describePaymentGateway('the sandbox', traits, async () => {
  const simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    sandboxSecret: secret,
    sandboxMerchant: 'aetherflow',
  })
  const gateway = createSandboxGateway({
    baseUrl: simulator.sandboxPayUrl,
    merchant: 'aetherflow',
    secret: new Secret(secret),
  })
  return simulatedGateway(simulator, gateway)
})
