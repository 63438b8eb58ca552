import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeAssociatedData } from './credential-context.ts'
import {
  addKey,
  createKeyRing,
  makePrimary,
  parseKeyRing,
  primaryPublicKey,
  retireKey,
  serializeKeyRing,
} from './key-ring.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import { sealCredential } from './seal-credential.ts'
import { codeOf } from './testing/refusal.ts'
import { anyContext, sampleCredential } from './testing/sample-credential.ts'
import { matchesVerificationTag, verificationTag } from './verification-tag.ts'

const { ring, sealed, context, plaintext, tag } = await sampleCredential()

it('is HMAC-SHA256 under the tag key, over purpose, associated data and the text’s hash', () => {
  const content = lengthPrefixed([
    'aetherflow-verification-tag/1',
    encodeAssociatedData(ring.primaryKeyId, context),
    createHash('sha256').update(sealed).digest(),
  ])
  const tagKey = Buffer.from(ring.tagKey.reveal(), 'base64url')
  expect(tag).toBe(createHmac('sha256', tagKey).update(content).digest('hex'))
})

it('is the same each time and fits', () => {
  expect(verificationTag(ring, sealed, context)).toBe(tag)
  expect(tag).toMatch(/^[0-9a-f]{64}$/)
  expect(matchesVerificationTag(ring, sealed, context, tag)).toBe(true)
})

it('survives writing and reading the ring', () => {
  expect(verificationTag(parseKeyRing(serializeKeyRing(ring)), sealed, context)).toBe(tag)
})

it('does not depend on which key is primary', async () => {
  const more = await addKey(ring)
  const rotated = makePrimary(more, more.keys[1]?.id ?? '')
  expect(verificationTag(rotated, sealed, context)).toBe(tag)
  expect(verificationTag(retireKey(rotated, ring.primaryKeyId), sealed, context)).toBe(tag)
})

it('differs for another sealing of the same key in the same context', async () => {
  const again = await sealCredential(primaryPublicKey(ring), context, plaintext)
  expect(matchesVerificationTag(ring, again, context, tag)).toBe(false)
})

it('differs for any other context', () => {
  fc.assert(
    fc.property(anyContext, (other) => {
      expect(matchesVerificationTag(ring, sealed, other, tag)).toBe(false)
    }),
    { numRuns: 300 },
  )
})

it('differs under another ring, although the row is the same', async () => {
  expect(verificationTag(await createKeyRing(), sealed, context)).not.toBe(tag)
})

it('is not made with the fingerprint key', () => {
  const exchanged = { ...ring, tagKey: ring.fingerprintKey, fingerprintKey: ring.tagKey }
  expect(verificationTag(exchanged, sealed, context)).not.toBe(tag)
})

describe('does not fit', () => {
  it.each([
    ['nothing', ''],
    ['capitals', tag.toUpperCase()],
    ['a cut tag', tag.slice(0, 32)],
    ['a tag with a line break', `${tag}\n`],
    ['the tag twice', tag + tag],
    ['a tag of as many bytes in other letters', 'é'.repeat(32)],
  ])('%s', (_name, given) => {
    expect(matchesVerificationTag(ring, sealed, context, given)).toBe(false)
  })
})

it('is not made for a text that is no sealed credential', async () => {
  expect(await codeOf(() => verificationTag(ring, `${sealed}=`, context))).toBe(
    'CREDENTIAL_UNREADABLE',
  )
  expect(await codeOf(() => matchesVerificationTag(ring, 'af1', context, tag))).toBe(
    'CREDENTIAL_UNREADABLE',
  )
})

it('is not made for a context that is not canonical', async () => {
  expect(await codeOf(() => verificationTag(ring, sealed, { ...context, upstreamHost: 'X' }))).toBe(
    'CONTEXT_INVALID',
  )
})
