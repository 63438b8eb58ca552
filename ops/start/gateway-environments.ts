import type { Running, Variables } from './child-environments.ts'

const SANDBOX_MERCHANT = 'aetherflow-demo'

type Settled = Pick<Running, 'config' | 'secrets' | 'simulator'>

/** The web process makes payment pages and hears webhooks. */
export const gatewaysOfWeb = (running: Settled): Variables => ({
  ...gatewaysOfWorker(running),
  STRIPE_WEBHOOK_SECRET:
    running.config.gateways.stripe?.STRIPE_WEBHOOK_SECRET ?? running.secrets.stripe?.webhookSecret,
})

/** The worker asks, refunds and closes; it hears no webhooks, so it gets no secret for them. */
export function gatewaysOfWorker({ config, secrets, simulator }: Settled): Variables {
  const { alipay, stripe } = config.gateways
  if (simulator === null) return { ...alipay, STRIPE_SECRET_KEY: stripe?.STRIPE_SECRET_KEY }
  return {
    SIMULATOR_URL: simulator.url,
    SANDBOX_URL: `${simulator.url}/sandbox`,
    SANDBOX_SECRET: secrets.sandbox ?? undefined,
    SANDBOX_MERCHANT,
    ALIPAY_APP_ID: secrets.alipay?.appId,
    ALIPAY_SELLER_ID: secrets.alipay?.sellerId,
    ALIPAY_PRIVATE_KEY: secrets.alipay?.appPrivateKey,
    ALIPAY_PUBLIC_KEY: secrets.alipay?.alipayPublicKey,
    ALIPAY_GATEWAY_URL: `${simulator.url}/alipay`,
    STRIPE_SECRET_KEY: secrets.stripe?.secretKey,
    // Stripe's own library knows no path.
    STRIPE_API_URL: simulator.url,
  }
}

/** The other side of each: what the gateways themselves would hold. */
export const gatewaysOfSimulator = ({ secrets }: Settled): Variables => ({
  SANDBOX_SECRET: secrets.sandbox ?? undefined,
  SANDBOX_MERCHANT,
  ALIPAY_APP_ID: secrets.alipay?.appId,
  ALIPAY_SELLER_ID: secrets.alipay?.sellerId,
  SIMULATOR_ALIPAY_APP_PUBLIC_KEY: secrets.alipay?.appPublicKey,
  SIMULATOR_ALIPAY_PRIVATE_KEY: secrets.alipay?.alipayPrivateKey,
  STRIPE_SECRET_KEY: secrets.stripe?.secretKey,
  STRIPE_WEBHOOK_SECRET: secrets.stripe?.webhookSecret,
})
