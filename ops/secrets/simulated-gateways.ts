import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

/** What this installation and its simulated Alipay share: two key pairs, each side with its own private half. */
export type SimulatedAlipay = {
  appId: string
  sellerId: string
  appPrivateKey: string
  appPublicKey: string
  alipayPrivateKey: string
  alipayPublicKey: string
}
export type SimulatedStripe = { secretKey: string; webhookSecret: string }

/** Numbers that Alipay gives to nobody, so that production can tell them from real ones. */
export const simulatedAlipayAccount = { appId: '9999000000000001', sellerId: '2088999900000001' }

type FileOf = (name: string, make: () => string | Promise<string>) => Promise<string>

export async function simulatedAlipay(file: FileOf): Promise<SimulatedAlipay> {
  const [appPrivateKey, alipayPrivateKey] = await Promise.all([
    file('simulated-alipay-app-key', rsaKey),
    file('simulated-alipay-key', rsaKey),
  ])
  return {
    ...simulatedAlipayAccount,
    appPrivateKey,
    appPublicKey: publicHalf(appPrivateKey),
    alipayPrivateKey,
    alipayPublicKey: publicHalf(alipayPrivateKey),
  }
}

export async function simulatedStripe(file: FileOf): Promise<SimulatedStripe> {
  const random = () => randomBytes(24).toString('hex')
  return {
    secretKey: await file('simulated-stripe-key', () => `sk_sim_${random()}`),
    webhookSecret: await file('simulated-stripe-webhook-secret', () => `whsec_sim_${random()}`),
  }
}

/** One line of base64, as Alipay's own tool writes keys: it passes through an environment unchanged. */
async function rsaKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return privateKey.toString('base64')
}

function publicHalf(privateKey: string): string {
  const key = createPrivateKey({
    key: Buffer.from(privateKey, 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
}
