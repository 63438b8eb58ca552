import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createKeyRing, primaryPublicKey } from './key-ring.ts'
import { codeOf } from './testing/refusal.ts'
import { flipBitOfBytes } from './testing/sample-credential.ts'
import { parseVaultPublicKey, publicKeyBytes, publicKeyFingerprint } from './vault-public-key.ts'

const KEY = {
  keyId: 'vk-1',
  publicKey:
    'BEvl9n5JOU1ZRKRoHFsvO_uV5M2iv2tNqbxohjPrRtPBqelNGA55T68K3bU_BaamPCM_rbenRyIqakhTSotfkjE',
}
const POINT = Buffer.from(KEY.publicKey, 'base64url')

it('reads what a ring gives out', async () => {
  const key = primaryPublicKey(await createKeyRing())
  expect(parseVaultPublicKey(JSON.stringify(key))).toEqual(key)
})

it('gives the 65 bytes of the point', () => {
  expect(Buffer.from(publicKeyBytes(KEY)).equals(POINT)).toBe(true)
})

describe('refuses', () => {
  it.each([
    ['no JSON', 'vk-1'],
    ['nothing', ''],
    ['null', 'null'],
    ['an array', JSON.stringify([KEY])],
    ['a missing property', JSON.stringify({ keyId: 'vk-1' })],
    ['an unknown property', JSON.stringify({ ...KEY, privateKey: 'x' })],
    ['a key id that is a number', JSON.stringify({ ...KEY, keyId: 1 })],
    ['a key id with a dot', JSON.stringify({ ...KEY, keyId: 'vk.1' })],
    ['an empty key id', JSON.stringify({ ...KEY, keyId: '' })],
    ['a key that is null', JSON.stringify({ ...KEY, publicKey: null })],
    ['an empty key', JSON.stringify({ ...KEY, publicKey: '' })],
    ['padding', JSON.stringify({ ...KEY, publicKey: `${KEY.publicKey}=` })],
    ['hexadecimal', JSON.stringify({ ...KEY, publicKey: POINT.toString('hex') })],
    ['a compressed point', JSON.stringify({ ...KEY, publicKey: compressed() })],
    [
      '64 bytes',
      JSON.stringify({ ...KEY, publicKey: POINT.subarray(0, 64).toString('base64url') }),
    ],
    [
      '66 bytes',
      JSON.stringify({
        ...KEY,
        publicKey: Buffer.concat([POINT, POINT.subarray(0, 1)]).toString('base64url'),
      }),
    ],
    ['the hybrid form of a point', JSON.stringify({ ...KEY, publicKey: prefixed(7) })],
    ['an endless text', `${' '.repeat(2000)}${JSON.stringify(KEY)}`],
  ])('%s', async (_name, json) => {
    expect(await codeOf(() => parseVaultPublicKey(json))).toBe('PUBLIC_KEY_INVALID')
  })
})

describe('the fingerprint', () => {
  it('is SHA-256 over purpose, key id and point, each with its length', async () => {
    const hash = createHash('sha256')
    for (const part of [Buffer.from('aetherflow-vault-public-key/1'), Buffer.from('vk-1'), POINT]) {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      hash.update(length).update(part)
    }
    expect(await publicKeyFingerprint(KEY)).toBe(hash.digest('hex'))
  })

  it('is 64 hex digits and the same each time', async () => {
    expect(await publicKeyFingerprint(KEY)).toMatch(/^[0-9a-f]{64}$/)
    expect(await publicKeyFingerprint(KEY)).toBe(await publicKeyFingerprint({ ...KEY }))
  })

  it('differs for the same point under another id', async () => {
    expect(await publicKeyFingerprint({ ...KEY, keyId: 'vk-2' })).not.toBe(
      await publicKeyFingerprint(KEY),
    )
  })

  it('differs for each flipped bit of the point', async () => {
    const seen = new Set([await publicKeyFingerprint(KEY)])
    for (let bit = 8; bit < POINT.length * 8; bit += 1) {
      const publicKey = Buffer.from(flipBitOfBytes(POINT, bit)).toString('base64url')
      seen.add(await publicKeyFingerprint({ ...KEY, publicKey }))
    }
    expect(seen.size).toBe(64 * 8 + 1)
  })

  it('is not made of a key that is none', async () => {
    expect(await codeOf(publicKeyFingerprint({ ...KEY, publicKey: 'AAAA' }))).toBe(
      'PUBLIC_KEY_INVALID',
    )
    expect(await codeOf(publicKeyFingerprint({ ...KEY, keyId: 'VK' }))).toBe('PUBLIC_KEY_INVALID')
  })
})

function compressed(): string {
  return Buffer.concat([Buffer.from([3]), POINT.subarray(1, 33)]).toString('base64url')
}

function prefixed(form: number): string {
  return Buffer.concat([Buffer.from([form]), POINT.subarray(1)]).toString('base64url')
}
