import { Secret } from '@aetherflow/crypto/secret'
import { startSimulator } from '@aetherflow/simulator/start-simulator'
import type { SeenRequest } from '../../testing/odd-http-server.ts'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import { describePaymentGateway } from '../contract.ts'
import type { RawWebhook } from '../payment-gateway.ts'
import { createSandboxGateway } from './create-sandbox-gateway.ts'

const secret = 'a-secret-of-at-least-32-characters'
const outcomeOf = { pay: 'paid', cancel: 'cancelled', expire: 'expired' } as const

function rawWebhook(request: SeenRequest): RawWebhook {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  return { body: request.body.toString(), headers: Object.fromEntries(headers) }
}

describePaymentGateway('the sandbox', async () => {
  const simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    sandboxSecret: secret,
    sandboxMerchant: 'aetherflow',
  })
  let arrived: (webhook: RawWebhook) => void = () => {}
  const shop = await oddHttpServer((response, request) => {
    response.end()
    arrived(rawWebhook(request))
  })
  return {
    gateway: createSandboxGateway({
      baseUrl: simulator.sandboxPayUrl,
      merchant: 'aetherflow',
      secret: new Secret(secret),
    }),
    notifyUrl: `${shop.url}/api/webhooks/sandbox`,
    act: (orderId, action) => {
      const webhook = new Promise<RawWebhook>((resolve) => {
        arrived = resolve
      })
      simulator.settlePayment(orderId, outcomeOf[action])
      return webhook
    },
    close: async () => {
      await simulator.close()
      await shop[Symbol.asyncDispose]()
    },
  }
})
