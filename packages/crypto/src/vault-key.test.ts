import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { isVaultKeyId } from './credential-context.ts'
import { refusalOf } from './testing/refusal.ts'
import { spellingsOf } from './testing/sample-credential.ts'
import { generateVaultKey, parseVaultKey, revealVaultKey } from './vault-key.ts'

const CREATED = new Date('2026-11-22T10:00:00.000Z')
const key = await generateVaultKey(CREATED)
const other = await generateVaultKey(CREATED)
const written = revealVaultKey(key)

it('makes an active key pair with an id of its own', () => {
  expect(key.state).toBe('active')
  expect(key.createdAt).toBe('2026-11-22T10:00:00.000Z')
  expect(isVaultKeyId(key.id)).toBe(true)
  expect(key.id).not.toBe(other.id)
  expect(key.publicKey).not.toBe(other.publicKey)
})

it('always writes 32 bytes of private key, leading zeros included', async () => {
  const keys = await Promise.all(Array.from({ length: 400 }, () => generateVaultKey(CREATED)))
  for (const made of keys) {
    expect(Buffer.from(made.privateKey?.reveal() ?? '', 'base64url')).toHaveLength(32)
    expect(parseVaultKey(revealVaultKey(made)).publicKey).toBe(made.publicKey)
  }
})

it('reads what it writes', () => {
  const read = parseVaultKey(JSON.parse(JSON.stringify(written)))
  expect(revealVaultKey(read)).toEqual(written)
  expect(read.privateKey?.reveal()).toBe(key.privateKey?.reveal())
})

it('reads a retired key, which has no private half', () => {
  const retired = { ...written, state: 'retired', privateKey: null }
  expect(parseVaultKey(retired)).toEqual(retired)
})

it('does not print the private half', () => {
  const shown = `${inspect(key, { depth: null, showHidden: true })} ${JSON.stringify(key)}`
  for (const spelling of spellingsOf(key.privateKey?.reveal() ?? ''))
    expect(shown).not.toContain(spelling)
  expect(shown).toContain(key.publicKey)
})

describe('refuses a key with', () => {
  it.each<[string, unknown]>([
    ['nothing', null],
    ['only text', 'vk-1'],
    ['no id', { ...written, id: undefined }],
    ['an id with a dot', { ...written, id: 'vk.1' }],
    ['an unknown state', { ...written, state: 'primary' }],
    ['no state', { ...written, state: null }],
    ['a date without a time', { ...written, createdAt: '2026-11-22' }],
    ['a date in another zone', { ...written, createdAt: '2026-11-22T10:00:00.000+08:00' }],
    ['a date that is none', { ...written, createdAt: 'yesterday' }],
    ['a date as a number', { ...written, createdAt: 0 }],
    ['no public key', { ...written, publicKey: null }],
    ['a public key that is no point', { ...written, publicKey: 'AAAA' }],
    ['the public key of another', { ...written, publicKey: other.publicKey }],
    ['the private key of another', { ...written, privateKey: other.privateKey?.reveal() }],
    ['no private key', { ...written, privateKey: null }],
    ['an empty private key', { ...written, privateKey: '' }],
    [
      'a private key of 31 bytes',
      { ...written, privateKey: Buffer.alloc(31, 1).toString('base64url') },
    ],
    ['a private key of zeros', { ...written, privateKey: Buffer.alloc(32).toString('base64url') }],
    [
      'a private key above the order',
      { ...written, privateKey: Buffer.alloc(32, 255).toString('base64url') },
    ],
    [
      'a private key in hexadecimal',
      { ...written, privateKey: Buffer.alloc(32, 1).toString('hex') },
    ],
    ['a private key although retired', { ...written, state: 'retired' }],
    ['an additional property', { ...written, comment: 'mine' }],
    ['a missing property', { id: written.id, state: 'active' }],
  ])('%s', async (_name, value) => {
    const { code, reason } = await refusalOf(() => parseVaultKey(value))
    expect(code).toBe('KEY_RING_INVALID')
    for (const spelling of spellingsOf(key.privateKey?.reveal() ?? ''))
      expect(reason).not.toContain(spelling)
  })
})
