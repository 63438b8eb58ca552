import { createPublicKey } from 'node:crypto'
import type { Secret } from '@aetherflow/crypto/secret'
import { AlipaySdk } from 'alipay-sdk'
import { privateKeyOf, publicKeyOf } from './alipay-keys.ts'

export type AlipayIdentity = {
  /** 16 digits, from the open platform. */
  appId: string
  /** The application's own key. */
  privateKey: Secret
  /** Alipay's key, not the application's public one. */
  alipayPublicKey: Secret
}

/**
 * The vendor's SDK with keys that were tried: it would find a bad one only at the first payment.
 * It gets a fresh configuration object, because it rewrites the one it gets.
 * @param gateway the whole address, ending in `/gateway.do`
 * @throws TypeError for a missing, short, wrong or swapped key, or an app id that is none; never with a piece of a key
 */
export function createAlipaySdk(identity: AlipayIdentity, gateway: string): AlipaySdk {
  if (!/^\d{16,32}$/.test(identity.appId))
    throw new TypeError('alipay: ALIPAY_APP_ID must be 16 digits or more')
  const privateKey = privateKeyOf(identity.privateKey)
  const alipayPublicKey = publicKeyOf(identity.alipayPublicKey)
  const own = createPublicKey(privateKey)
  // The open platform shows both public keys side by side; with ours in its place nothing of Alipay's would verify.
  if (own.equals(alipayPublicKey))
    throw new TypeError("alipay: ALIPAY_PUBLIC_KEY is the application's own key, not Alipay's")
  const sdk = new AlipaySdk({
    appId: identity.appId,
    privateKey: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    keyType: 'PKCS8',
    alipayPublicKey: String(alipayPublicKey.export({ format: 'pem', type: 'spki' })),
    signType: 'RSA2',
    camelcase: false,
    gateway,
  })
  try {
    sdk.sdkExecute('alipay.trade.query', { bizContent: { out_trade_no: '0' } })
  } catch {
    throw new TypeError('alipay: ALIPAY_PRIVATE_KEY does not sign')
  }
  return sdk
}
