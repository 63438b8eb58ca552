import type { KeyObject } from 'node:crypto'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Secret } from '@aetherflow/crypto/secret'

/** Alipay's own tool makes 2048 bits; less can be broken. */
const minBits = 2048

/**
 * Reads the application's private key: PEM or bare base64, PKCS#8 or PKCS#1, real line breaks or literal `\n`.
 * @throws TypeError without a piece of the key
 */
export function privateKeyOf(text: Secret): KeyObject {
  const key = parsed('ALIPAY_PRIVATE_KEY', text, (der) => {
    try {
      return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    } catch {
      return createPrivateKey({ key: der, format: 'der', type: 'pkcs1' })
    }
  })
  return strong('ALIPAY_PRIVATE_KEY', key)
}

/**
 * Reads Alipay's public key, written like the private one.
 * @throws TypeError without a piece of the key, also when it is a private key
 */
export function publicKeyOf(text: Secret): KeyObject {
  const key = parsed('ALIPAY_PUBLIC_KEY', text, (der) =>
    createPublicKey({ key: der, format: 'der', type: 'spki' }),
  )
  return strong('ALIPAY_PUBLIC_KEY', key)
}

function parsed(name: string, text: Secret, read: (der: Buffer) => KeyObject): KeyObject {
  const lines = text
    .reveal()
    .replaceAll('\\n', '\n')
    .split(/\r?\n/)
    .map((line) => line.trim())
  const base64 = lines.filter((line) => !line.startsWith('-----')).join('')
  if (base64 === '') throw new TypeError(`alipay: ${name} is missing`)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    throw new TypeError(`alipay: ${name} is neither PEM nor base64`)
  try {
    return read(Buffer.from(base64, 'base64'))
  } catch {
    // The library's message may quote what it read.
    throw new TypeError(`alipay: ${name} is not a key of its kind`)
  }
}

function strong(name: string, key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'rsa') throw new TypeError(`alipay: ${name} is not an RSA key`)
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < minBits)
    throw new TypeError(`alipay: ${name} has fewer than ${minBits} bits`)
  return key
}
