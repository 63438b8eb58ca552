import { describe, expect, it } from 'vitest'
import { rsaPair } from './alipay/testing/alipay-keys.ts'
import type { GatewaySettings } from './create-gateways.ts'
import { createGateways } from './create-gateways.ts'

const [app, own, short] = [rsaPair(), rsaPair(), rsaPair(1024)]
const sandbox = {
  baseUrl: 'http://127.0.0.1:3001/sandbox',
  merchant: 'aetherflow',
  secret: 'a-secret-of-at-least-32-characters',
}
const alipay = {
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKey: app.privatePem,
  publicKey: own.publicPem,
  baseUrl: undefined,
}
const stripe = {
  secretKey: 'sk_live_0123456789abcdefghijklmnopqr',
  webhookSecret: 'whsec_0123456789abcdefghijklmnopqrstuv',
  apiUrl: undefined,
}
const simulated = {
  secretKey: 'sk_sim_0123456789abcdefghijklmnopqr',
  webhookSecret: 'whsec_sim_0123456789abcdefghijklmnopqrstuv',
  apiUrl: 'http://127.0.0.1:3001',
}

describe('the open gateways', () => {
  it('are found by their id, each with its merchant', () => {
    const gateways = createGateways({ sandbox, alipay, stripe })
    expect([...gateways].map(([id, { merchant }]) => [id, merchant])).toEqual([
      ['sandbox', 'aetherflow'],
      ['alipay', '2088000000000001'],
      ['stripe', 'stripe-live'],
    ])
    expect(createGateways({ stripe: simulated }).get('stripe')?.merchant).toBe('stripe-test')
  })

  it.each<GatewaySettings>([
    {},
    { sandbox: { baseUrl: undefined, merchant: undefined, secret: undefined } },
    { stripe: { secretKey: undefined, webhookSecret: undefined, apiUrl: undefined } },
  ])('do not hold one whose settings are absent (%#)', (settings) => {
    expect(createGateways(settings).size).toBe(0)
  })

  it.each<[string, GatewaySettings]>([
    ['baseUrl', { sandbox: { ...sandbox, baseUrl: undefined } }],
    ['merchant and secret', { sandbox: { ...sandbox, merchant: undefined, secret: undefined } }],
    ['publicKey', { alipay: { ...alipay, publicKey: undefined } }],
    ['privateKey', { alipay: { ...alipay, privateKey: undefined } }],
    ['sellerId', { alipay: { ...alipay, sellerId: undefined } }],
    ['secretKey', { stripe: { ...stripe, secretKey: undefined } }],
  ])('do not start when %s of one is missing', (names, settings) => {
    expect(() => createGateways(settings)).toThrow(`${names} missing`)
  })

  it.each<GatewaySettings>([
    { sandbox: { ...sandbox, secret: '' } },
    { sandbox: { ...sandbox, secret: 'short' } },
    { sandbox: { ...sandbox, secret: ' '.repeat(40) } },
    { sandbox: { ...sandbox, baseUrl: 'https://pay.example.com' } },
    { alipay: { ...alipay, privateKey: '' } },
    { alipay: { ...alipay, privateKey: short.privatePem } },
    { alipay: { ...alipay, publicKey: app.publicPem } },
    { alipay: { ...alipay, publicKey: short.publicPem } },
    { alipay: { ...alipay, appId: 'changeme' } },
    { alipay: { ...alipay, baseUrl: 'https://openapi.alipay.com.example.org' } },
    { stripe: { ...stripe, secretKey: '' } },
    { stripe: { ...stripe, secretKey: `sk_live_${'a'.repeat(40)}` } },
    { stripe: { ...stripe, secretKey: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc' } },
    { stripe: { ...stripe, secretKey: `${stripe.secretKey}\n` } },
    { stripe: { ...stripe, secretKey: 'pk_live_0123456789abcdefghijklmnopqr' } },
    { stripe: { ...stripe, webhookSecret: '' } },
    { stripe: { ...stripe, webhookSecret: '   ' } },
    { stripe: { ...stripe, webhookSecret: 'whsec_short' } },
    { stripe: { ...stripe, apiUrl: 'http://127.0.0.1:3001' } },
    { stripe: { ...simulated, apiUrl: undefined } },
    { stripe: { ...simulated, webhookSecret: stripe.webhookSecret } },
    { stripe: { ...simulated, apiUrl: 'https://api.stripe.com.example.org' } },
    { stripe: { ...simulated, apiUrl: 'http://127.0.0.1:3001/stripe' } },
  ])('do not start with a weak or strange one (%#)', (settings) => {
    expect(() => createGateways(settings)).toThrow(TypeError)
  })
})
