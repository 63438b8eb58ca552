import { Secret } from '@aetherflow/crypto/secret'
import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { simulatedGateway } from '../../testing/simulated-gateway.ts'
import { describePaymentGateway } from '../contract.ts'
import { forgeries, type GatewayTraits } from '../contract/setup.ts'
import { createAlipayGateway } from './create-alipay-gateway.ts'
import { appId, rsaPair, sellerId } from './testing/alipay-keys.ts'

const traits: GatewayTraits = {
  // Alipay has one word for every end without money.
  endings: { cancel: 'expired', expire: 'expired' },
  remembersOpening: false,
  hasDisputes: false,
  forgeries,
}

describePaymentGateway('Alipay', traits, async () => {
  const [app, alipay] = [rsaPair(), rsaPair()]
  const simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    sandboxSecret: 'a-secret-of-at-least-32-characters',
    sandboxMerchant: 'aetherflow',
    alipay: { appId, sellerId, appPublicKey: app.publicPem, alipayPrivateKey: alipay.privatePem },
  })
  const gateway = createAlipayGateway({
    appId,
    sellerId,
    privateKey: new Secret(app.privatePem),
    alipayPublicKey: new Secret(alipay.publicPem),
    baseUrl: simulator.alipayUrl,
  })
  return simulatedGateway(simulator, gateway)
})
