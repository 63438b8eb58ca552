import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { createAlipayGateway } from './create-alipay-gateway.ts'
import type { AlipayOptions } from './create-alipay-gateway.ts'
import { appId, rsaPair, sellerId } from './testing/alipay-keys.ts'

const [app, alipay, short] = [rsaPair(), rsaPair(), rsaPair(1024)]
const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '')
const pkcs1 = String(createPrivateKey(app.privatePem).export({ format: 'pem', type: 'pkcs1' }))
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const options = (privateKey: string, publicKey = alipay.publicPem): AlipayOptions => ({
  appId,
  sellerId,
  privateKey: new Secret(privateKey),
  alipayPublicKey: new Secret(publicKey),
})
const faultOf = (change: AlipayOptions): string => {
  try {
    createAlipayGateway(change)
  } catch (error) {
    if (error instanceof TypeError) return inspect(error)
    throw error
  }
  return 'none'
}

describe('the private key', () => {
  it.each([
    ['as PEM', app.privatePem],
    ['as PKCS#1 PEM', pkcs1],
    ['with literal line breaks', app.privatePem.replaceAll('\n', '\\n')],
    ['with Windows line breaks', app.privatePem.replaceAll('\n', '\r\n')],
    ['as bare base64', bare(app.privatePem)],
    ['as bare base64 of PKCS#1', bare(pkcs1)],
    ['as base64 between blanks', `  ${bare(app.privatePem)}\n`],
  ])('%s signs addresses that its public half verifies', async (_name, key) => {
    const { redirectUrl } = await createAlipayGateway(options(key)).createPayment({
      orderId: '01890f2e-5c6a-7bcd-8ef0-123456789abc',
      amountMinor: 500,
      currency: 'CNY',
      subject: '500 credits',
      notifyUrl: 'https://example.com/n',
      returnUrl: 'https://example.com/r',
      expiresAt: new Date(Date.now() + 60_000),
      device: 'desktop',
    })
    const { origin, searchParams } = new URL(redirectUrl)
    expect(origin).toBe('https://openapi.alipay.com')
    expect(searchParams.get('sign')).toHaveLength(344)
  })

  it.each([
    ['missing', '', 'is missing'],
    ['blank', ' \n', 'is missing'],
    ['short', short.privatePem, 'has fewer than 2048 bits'],
    ['cut', bare(app.privatePem).slice(0, 800), 'is not a key of its kind'],
    ['no base64', 'a secret that somebody made up!', 'is neither PEM nor base64'],
    ['public', alipay.publicPem, 'is not a key of its kind'],
    [
      'of another kind',
      String(curve.privateKey.export({ format: 'pem', type: 'pkcs8' })),
      'is not an RSA key',
    ],
  ])('that is %s keeps the gateway shut', (_name, key, reason) => {
    expect(faultOf(options(key))).toContain(`ALIPAY_PRIVATE_KEY ${reason}`)
  })
})

describe("Alipay's public key", () => {
  it.each([
    ['missing', '', 'is missing'],
    ['short', short.publicPem, 'has fewer than 2048 bits'],
    ['garbled', 'AAAA', 'is not a key of its kind'],
    ['private', alipay.privatePem, 'is not a key of its kind'],
    ["the application's own", app.publicPem, "is the application's own key"],
  ])('that is %s keeps the gateway shut', (_name, key, reason) => {
    expect(faultOf(options(app.privatePem, key))).toContain(`ALIPAY_PUBLIC_KEY ${reason}`)
  })
})

describe('a gateway', () => {
  it.each([
    [{ appId: '' }, 'ALIPAY_APP_ID'],
    [{ appId: 'my-app' }, 'ALIPAY_APP_ID'],
    [{ sellerId: '' }, 'ALIPAY_SELLER_ID'],
    [{ sellerId: '2021000000000001' }, 'ALIPAY_SELLER_ID'],
    [{ baseUrl: 'https://alipay.example.com' }, 'base address'],
    [{ baseUrl: 'http://openapi.alipay.com' }, 'base address'],
  ])('with %j stays shut', (change, reason) => {
    expect(faultOf({ ...options(app.privatePem), ...change })).toContain(reason)
  })

  it('tells nothing of a key in its errors, and leaves the settings as they were', () => {
    const wrong = [bare(short.privatePem), bare(app.privatePem).slice(0, 800), `${pkcs1}!`]
    for (const key of wrong) {
      const fault = faultOf(options(key))
      for (let start = 0; start + 12 <= key.length; start += 12)
        expect(fault).not.toContain(key.slice(start, start + 12))
    }
    const given = Object.freeze(options(app.privatePem.replaceAll('\n', '\\n')))
    createAlipayGateway(given)
    expect(
      createPublicKey(alipay.publicPem).equals(createPublicKey(given.alipayPublicKey.reveal())),
    ).toBe(true)
    expect(given.privateKey.reveal()).toBe(app.privatePem.replaceAll('\n', '\\n'))
  })
})
