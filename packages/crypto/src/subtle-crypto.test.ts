import { afterEach, expect, it, vi } from 'vitest'
import { sealCredential } from './seal-credential.ts'
import { subtleCrypto } from './subtle-crypto.ts'
import { codeOf } from './testing/refusal.ts'
import { SAMPLE_CONTEXT } from './testing/sample-credential.ts'
import { publicKeyFingerprint } from './vault-public-key.ts'

const publicKey = {
  keyId: 'vk-1',
  publicKey:
    'BEvl9n5JOU1ZRKRoHFsvO_uV5M2iv2tNqbxohjPrRtPBqelNGA55T68K3bU_BaamPCM_rbenRyIqakhTSotfkjE',
}

afterEach(() => {
  vi.unstubAllGlobals()
})

it('gives the platform’s own WebCrypto', () => {
  expect(subtleCrypto()).toBe(globalThis.crypto.subtle)
})

// A page opened over plain http by another address than localhost has `crypto` but no `crypto.subtle`.
it.each([
  ['an insecure page', {}],
  ['a platform without crypto', undefined],
])('says by code that %s cannot seal', async (_name, crypto) => {
  vi.stubGlobal('crypto', crypto)
  expect(await codeOf(() => subtleCrypto())).toBe('WEB_CRYPTO_UNAVAILABLE')
  expect(await codeOf(sealCredential(publicKey, SAMPLE_CONTEXT, 'sk-0123456789'))).toBe(
    'WEB_CRYPTO_UNAVAILABLE',
  )
  expect(await codeOf(publicKeyFingerprint(publicKey))).toBe('WEB_CRYPTO_UNAVAILABLE')
})
