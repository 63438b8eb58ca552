import { CryptoError } from './crypto-error.ts'

/**
 * The platform's WebCrypto. Browsers offer it on https and localhost only, so a page opened by another
 * plain-http address gets a code that the interface can explain.
 * @throws CryptoError `WEB_CRYPTO_UNAVAILABLE`
 */
export function subtleCrypto(): typeof globalThis.crypto.subtle {
  const platform: { readonly crypto?: Partial<typeof globalThis.crypto> } = globalThis
  const subtle = platform.crypto?.subtle
  if (subtle === undefined)
    throw new CryptoError('WEB_CRYPTO_UNAVAILABLE', 'needs https or localhost')
  return subtle
}
