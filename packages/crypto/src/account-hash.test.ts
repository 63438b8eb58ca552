import { beforeAll, expect, it } from 'vitest'
import { accountHash } from './account-hash.ts'
import { keyFingerprint } from './key-fingerprint.ts'
import { createKeyRing, type KeyRing } from './key-ring.ts'
import { Secret } from './secret.ts'

let ring: KeyRing
beforeAll(async () => {
  ring = await createKeyRing()
})

const key = new Secret('sk-sim-one-0123456789')
const other = new Secret('sk-sim-two-0123456789')

it('is the same for two keys of one account, and another for another upstream', () => {
  expect(accountHash(ring, 'stability', key, 'acct-1')).toBe(
    accountHash(ring, 'stability', other, 'acct-1'),
  )
  expect(accountHash(ring, 'openai', key, 'acct-1')).not.toBe(
    accountHash(ring, 'stability', key, 'acct-1'),
  )
})

it('is made of the key where the vendor names no account, and gives the fingerprint of neither away', () => {
  expect(accountHash(ring, 'openai', key, null)).toMatch(/^[0-9a-f]{64}$/)
  expect(accountHash(ring, 'openai', key, null)).not.toBe(accountHash(ring, 'openai', other, null))
  expect(accountHash(ring, 'openai', key, null)).not.toBe(keyFingerprint(ring, 'openai', key))
})

it('keeps a vendor that names the account after a key apart from one that names none', () => {
  expect(accountHash(ring, 'openai', key, key.reveal())).not.toBe(
    accountHash(ring, 'openai', key, null),
  )
})
