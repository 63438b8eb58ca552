import type { KeyObject } from 'node:crypto'
import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto'

/** What the simulated Alipay shares with one application; keys are PEM, also with literal `\n`, or bare base64. */
export type AlipaySettings = {
  appId: string
  sellerId: string
  appPublicKey: string
  alipayPrivateKey: string
}
export type AlipayKeys = { app: KeyObject; alipay: KeyObject }
export type Fields = Readonly<Record<string, string>>

export function alipayKeys(settings: AlipaySettings): AlipayKeys {
  return {
    app: createPublicKey({ key: derOf(settings.appPublicKey), format: 'der', type: 'spki' }),
    alipay: createPrivateKey({
      key: derOf(settings.alipayPrivateKey),
      format: 'der',
      type: 'pkcs8',
    }),
  }
}

function derOf(text: string): Buffer {
  const lines = text.replaceAll('\\n', '\n').split(/\r?\n/)
  return Buffer.from(lines.filter((line) => !line.startsWith('-----')).join(''), 'base64')
}

/** `k=v` by name, joined by `&`: raw values, without the empty ones and the dropped names. */
export function signedText(fields: Fields, dropped: readonly string[]): string {
  return Object.keys(fields)
    .filter((name) => !dropped.includes(name) && fields[name] !== '')
    .toSorted()
    .map((name) => `${name}=${fields[name] ?? ''}`)
    .join('&')
}

/** RSA2 is SHA-256; RSA, the older one, SHA-1. */
export function signText(
  text: string,
  key: KeyObject,
  algorithm: 'RSA-SHA256' | 'RSA-SHA1' = 'RSA-SHA256',
): string {
  return createSign(algorithm).update(text, 'utf8').sign(key, 'base64')
}

/** A request's signature covers everything but itself; `sign_type` stays in. */
export function isSignedRequest(fields: Fields, app: KeyObject): boolean {
  const { sign = '' } = fields
  return createVerify('RSA-SHA256')
    .update(signedText(fields, ['sign']), 'utf8')
    .verify(app, sign, 'base64')
}

/** What Alipay sends by form or address: neither `sign` nor `sign_type` is covered. */
export function withSignature(fields: Fields, key: KeyObject): Record<string, string> {
  const text = signedText(fields, ['sign', 'sign_type'])
  return { ...fields, sign_type: 'RSA2', sign: signText(text, key) }
}
