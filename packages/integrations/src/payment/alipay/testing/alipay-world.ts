import { randomUUID } from 'node:crypto'
import { Secret } from '@aetherflow/crypto/secret'
import { oddHttpServer } from '../../../testing/odd-http-server.ts'
import type { Forgery } from '../../contract/setup.ts'
import type { CreatePayment, PaymentGateway, RawWebhook } from '../../payment-gateway.ts'
import { createAlipayGateway } from '../create-alipay-gateway.ts'
import { appId, rsaPair, sellerId } from './alipay-keys.ts'
import type { KeyPair } from './alipay-keys.ts'

type Options = { callbackRetryMs?: readonly number[]; now?: () => number }
/** The simulator as far as these tests move it; they bring it themselves. */
type Simulator = {
  alipayUrl: string
  settlePayment(orderId: string, outcome: 'paid' | 'cancelled' | 'expired' | 'redeliver'): boolean
  refundAtDesk(orderId: string, amountMinor: number): boolean
  setCallbacks(habits: { copies?: number; forge?: Forgery[] }): void
  close(): Promise<void>
}
type StartSimulator = (
  options: Options & {
    port: number
    host: string
    sandboxSecret: string
    sandboxMerchant: string
    alipay: { appId: string; sellerId: string; appPublicKey: string; alipayPrivateKey: string }
  },
) => Promise<Simulator>

export type AlipayWorld = AsyncDisposable & {
  simulator: Simulator
  gateway: PaymentGateway
  app: KeyPair
  alipay: KeyPair
  notifyUrl: string
  /** What came to the shop so far, oldest first. */
  deliveries: RawWebhook[]
  /** The shop's answers to come; `success` once they are used up. */
  answers: string[]
  /** Resolves with the delivery of this number, counted from 1. */
  delivery(number: number): Promise<RawWebhook>
  payment(change?: Partial<CreatePayment>): CreatePayment
  /** Makes a payment whose buyer opens the page at once. */
  opened(change?: Partial<CreatePayment>): Promise<CreatePayment>
}

/** Simulator, adapter and a shop that both know, with fresh keys. */
export async function alipayWorld(
  startSimulator: StartSimulator,
  options: Options = {},
): Promise<AlipayWorld> {
  const [app, alipay] = [rsaPair(), rsaPair()]
  const simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    sandboxSecret: 'a-secret-of-at-least-32-characters',
    sandboxMerchant: 'aetherflow',
    callbackRetryMs: [5, 10, 20],
    alipay: {
      appId,
      sellerId,
      appPublicKey: app.publicPem,
      alipayPrivateKey: alipay.privatePem,
    },
    ...options,
  })
  const deliveries: RawWebhook[] = []
  const answers: string[] = []
  let arrived: (() => void)[] = []
  const shop = await oddHttpServer((response, request) => {
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
    deliveries.push({ body: request.body.toString(), headers: Object.fromEntries(headers) })
    response.end(answers.shift() ?? 'success')
    const waiting = arrived
    arrived = []
    for (const wake of waiting) wake()
  })
  const gateway = createAlipayGateway({
    appId,
    sellerId,
    privateKey: new Secret(app.privatePem),
    alipayPublicKey: new Secret(alipay.publicPem),
    baseUrl: simulator.alipayUrl,
    ...(options.now ? { now: options.now } : {}),
  })
  const notifyUrl = `${shop.url}/api/webhooks/alipay`
  const payment = (change: Partial<CreatePayment> = {}): CreatePayment => ({
    orderId: randomUUID(),
    amountMinor: 3500,
    currency: 'CNY',
    subject: '500 credits',
    notifyUrl,
    returnUrl: 'http://127.0.0.1:3000/en/wallet',
    expiresAt: new Date((options.now ?? Date.now)() + 30 * 60_000),
    device: 'desktop',
    ...change,
  })
  return {
    simulator,
    gateway,
    app,
    alipay,
    notifyUrl,
    deliveries,
    answers,
    payment,
    async delivery(number) {
      while (deliveries.length < number) await new Promise<void>((resolve) => arrived.push(resolve))
      const webhook = deliveries[number - 1]
      if (webhook === undefined) throw new Error('no such delivery')
      return webhook
    },
    async opened(change) {
      const wanted = payment(change)
      const { redirectUrl } = await gateway.createPayment(wanted)
      const page = await fetch(redirectUrl)
      if (page.status !== 200)
        throw new Error(`the pay page answered ${page.status} at ${page.url}`)
      return wanted
    },
    async [Symbol.asyncDispose]() {
      await simulator.close()
      await shop[Symbol.asyncDispose]()
    },
  }
}
