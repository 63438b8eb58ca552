import { z } from 'zod'
import type { AlipaySettings } from './alipay/signing.ts'
import { startSimulator } from './start-simulator.ts'

const environment = z
  .object({
    SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
    SIMULATOR_HOST: z.string().default('127.0.0.1'),
    SIMULATOR_LATENCY: z.enum(['none', 'real']).default('real'),
    SIMULATOR_LATENCY_FACTOR: z.coerce.number().min(0).max(100).default(1),
    SIMULATOR_PICTURES: z.enum(['full', 'quick']).default('full'),
    SIMULATOR_RATE_LIMIT: z.enum(['on', 'off']).default('on'),
    SIMULATOR_PUBLIC_URL: z.url().optional(),
    SIMULATOR_ALLOW_OTHER_HOSTS: z.enum(['0', '1']).default('0'),
    SANDBOX_SECRET: z.string().min(32),
    SANDBOX_MERCHANT: z.string().min(1),
    ALIPAY_APP_ID: z.string().min(1).optional(),
    ALIPAY_SELLER_ID: z.string().min(1).optional(),
    /** The public half of the application's key, and the private half of Alipay's. */
    SIMULATOR_ALIPAY_APP_PUBLIC_KEY: z.string().min(1).optional(),
    SIMULATOR_ALIPAY_PRIVATE_KEY: z.string().min(1).optional(),
    STRIPE_SECRET_KEY: z.string().min(32).optional(),
    STRIPE_WEBHOOK_SECRET: z.string().min(32).optional(),
  })
  .safeParse(process.env)

if (!environment.success) {
  for (const issue of environment.error.issues)
    console.error(`${issue.path.join('.')}: ${issue.message}`)
  process.exit(1)
}
const settings = environment.data
const alipay = alipayOf(settings)
const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = settings

try {
  const simulator = await startSimulator({
    port: settings.SIMULATOR_PORT,
    host: settings.SIMULATOR_HOST,
    sandboxSecret: settings.SANDBOX_SECRET,
    sandboxMerchant: settings.SANDBOX_MERCHANT,
    latency: settings.SIMULATOR_LATENCY,
    latencyFactor: settings.SIMULATOR_LATENCY_FACTOR,
    pictures: settings.SIMULATOR_PICTURES,
    rateLimit: settings.SIMULATOR_RATE_LIMIT === 'on',
    ...(alipay === null ? {} : { alipay }),
    ...(secretKey && webhookSecret ? { stripe: { secretKey, webhookSecret } } : {}),
    allowOtherHosts: settings.SIMULATOR_ALLOW_OTHER_HOSTS === '1',
    ...(settings.SIMULATOR_PUBLIC_URL === undefined
      ? {}
      : { publicUrl: settings.SIMULATOR_PUBLIC_URL }),
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      simulator.close().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
  console.log(JSON.stringify({ ready: true, url: simulator.url }))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

/** Alipay's settings, when all of them are there. */
function alipayOf(from: typeof settings): AlipaySettings | null {
  const { ALIPAY_APP_ID: appId, ALIPAY_SELLER_ID: sellerId } = from
  const {
    SIMULATOR_ALIPAY_APP_PUBLIC_KEY: appPublicKey,
    SIMULATOR_ALIPAY_PRIVATE_KEY: alipayPrivateKey,
  } = from
  const complete = appId && sellerId && appPublicKey && alipayPrivateKey
  return complete ? { appId, sellerId, appPublicKey, alipayPrivateKey } : null
}
