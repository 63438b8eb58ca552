import { generateKeyPairSync } from 'node:crypto'

export const appId = '2021000000000001'
export const sellerId = '2088000000000001'

export type KeyPair = { privatePem: string; publicPem: string }

export function rsaPair(bits = 2048): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  return {
    privatePem: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    publicPem: String(publicKey.export({ format: 'pem', type: 'spki' })),
  }
}
