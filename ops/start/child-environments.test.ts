import { expect, it } from 'vitest'
import {
  environmentOf,
  simulatorEnvironment,
  webEnvironment,
  workerEnvironment,
  type Running,
} from './child-environments.ts'

const alipay = {
  appId: 'the-app-id',
  sellerId: 'the-seller-id',
  appPrivateKey: 'the-app-private-key',
  appPublicKey: 'the-app-public-key',
  alipayPrivateKey: 'the-alipay-private-key',
  alipayPublicKey: 'the-alipay-public-key',
}
const stripe = { secretKey: 'the-stripe-key', webhookSecret: 'the-stripe-hook' }
const realAlipay = {
  ALIPAY_APP_ID: 'a-real-app-id',
  ALIPAY_SELLER_ID: 'a-real-seller-id',
  ALIPAY_PRIVATE_KEY: 'a-real-private-key',
  ALIPAY_PUBLIC_KEY: 'a-real-public-key',
}
const realStripe = { STRIPE_SECRET_KEY: 'a-real-key', STRIPE_WEBHOOK_SECRET: 'a-real-hook' }

const running = (mode: 'demo' | 'production'): Running => ({
  config: {
    mode,
    port: { number: 3000, exact: false },
    simulatorPort: { number: 3001, exact: false },
    host: '127.0.0.1',
    publicUrl: null,
    databaseUrl: null,
    dataDir: '/data',
    smtpUrl: 'smtps://mail.example.org',
    mailFrom: 'Flow <flow@example.org>',
    bucket: {},
    kms: {},
    gateways:
      mode === 'production'
        ? { alipay: realAlipay, stripe: realStripe }
        : { alipay: null, stripe: null },
    https: false,
    tuning: {},
  },
  secrets: {
    nextAuth: 'the-session-secret',
    address: 'the-address-secret',
    sandbox: mode === 'production' ? null : 'the-sandbox-secret',
    alipay: mode === 'production' ? null : alipay,
    stripe: mode === 'production' ? null : stripe,
    database: {
      migrator: 'the-migrator-password',
      web: 'the-web-password',
      worker: 'the-worker-password',
    },
    keyRingFile: '/data/secrets/worker/key-ring.json',
    vaultPublicKey: { keyId: 'k1', publicKey: 'point' },
  },
  database: {
    webUrl: 'postgresql://web:the-web-password@h/d',
    workerUrl: 'postgresql://worker:the-worker-password@h/d',
  },
  publicUrl: 'http://localhost:3000',
  port: 3000,
  simulator: mode === 'production' ? null : { port: 3001, url: 'http://127.0.0.1:3001' },
  tls: null,
})

const textOf = (variables: Record<string, string | undefined>) =>
  JSON.stringify(environmentOf(variables, {}))

it('tells the web process neither the key ring, nor its path, nor another login', () => {
  const text = textOf(webEnvironment(running('demo'), 'http://127.0.0.1:9'))
  for (const foreign of ['key-ring', 'the-worker-password', 'the-migrator-password'])
    expect(text).not.toContain(foreign)
})

it('tells the worker no session secret and no other login', () => {
  const text = textOf(workerEnvironment(running('demo')))
  for (const foreign of [
    'the-session-secret',
    'the-address-secret',
    'the-web-password',
    'the-migrator-password',
  ]) {
    expect(text).not.toContain(foreign)
  }
})

it('tells the simulator what the simulated gateways share with ours, and never our half of a key', () => {
  const variables = environmentOf(simulatorEnvironment(running('demo')), {})
  expect(variables).toMatchObject({
    SANDBOX_SECRET: 'the-sandbox-secret',
    SIMULATOR_ALIPAY_APP_PUBLIC_KEY: 'the-app-public-key',
    SIMULATOR_ALIPAY_PRIVATE_KEY: 'the-alipay-private-key',
    STRIPE_SECRET_KEY: 'the-stripe-key',
    STRIPE_WEBHOOK_SECRET: 'the-stripe-hook',
  })
  const { SANDBOX_SECRET: _secret, ...others } = variables
  expect(JSON.stringify(others)).not.toMatch(/secret"|password|postgresql|the-app-private-key/)
})

it('tells each process what its part of a payment needs', () => {
  const [web, worker] = [
    environmentOf(webEnvironment(running('demo'), 'http://127.0.0.1:9'), {}),
    environmentOf(workerEnvironment(running('demo')), {}),
  ]
  for (const variables of [web, worker]) {
    expect(variables).toMatchObject({
      ALIPAY_APP_ID: 'the-app-id',
      ALIPAY_SELLER_ID: 'the-seller-id',
      ALIPAY_PRIVATE_KEY: 'the-app-private-key',
      ALIPAY_PUBLIC_KEY: 'the-alipay-public-key',
      ALIPAY_GATEWAY_URL: 'http://127.0.0.1:3001/alipay',
      STRIPE_SECRET_KEY: 'the-stripe-key',
      STRIPE_API_URL: 'http://127.0.0.1:3001',
    })
    expect(JSON.stringify(variables)).not.toContain('the-alipay-private-key')
  }
  expect(web['STRIPE_WEBHOOK_SECRET']).toBe('the-stripe-hook')
  expect(worker).not.toHaveProperty('STRIPE_WEBHOOK_SECRET')
})

it('hands on the operator’s accounts in production, and to the worker no webhook secret', () => {
  const web = environmentOf(webEnvironment(running('production'), 'http://127.0.0.1:9'), {})
  const worker = environmentOf(workerEnvironment(running('production')), {})
  expect(web).toMatchObject({ ...realAlipay, ...realStripe })
  expect(worker).toMatchObject({ ...realAlipay, STRIPE_SECRET_KEY: 'a-real-key' })
  expect(worker).not.toHaveProperty('STRIPE_WEBHOOK_SECRET')
})

it('names no simulator and no sandbox in production', () => {
  for (const variables of [
    webEnvironment(running('production'), 'http://127.0.0.1:9'),
    workerEnvironment(running('production')),
  ]) {
    expect(textOf(variables)).not.toMatch(/SIMULATOR|SANDBOX|_API_URL|_GATEWAY_URL/)
  }
})

it('hands on a few variables of the host and nothing else of it', () => {
  const host = {
    PATH: '/bin',
    HOME: '/root',
    AWS_SECRET_ACCESS_KEY: 'x',
    NODE_OPTIONS: '--inspect',
    DATABASE_URL: 'y',
  }
  expect(environmentOf({ A: '1' }, host)).toEqual({ PATH: '/bin', HOME: '/root', A: '1' })
})
