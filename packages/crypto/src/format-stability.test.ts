import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { keyFingerprint } from './key-fingerprint.ts'
import { parseKeyRing, primaryPublicKey } from './key-ring.ts'
import { openCredential } from './open-credential.ts'
import { Secret } from './secret.ts'
import { SAMPLE_CONTEXT } from './testing/sample-credential.ts'
import { publicKeyFingerprint } from './vault-public-key.ts'
import { verificationTag } from './verification-tag.ts'

// Written once by the first version; rows like these live in databases. Never regenerate: a failure here
// means that stored credentials have become unreadable. The ring was made for this file alone.
const written = JSON.parse(
  readFileSync(new URL('testing/first-format.json', import.meta.url), 'utf8'),
)
const ring = parseKeyRing(JSON.stringify(written.ring))
const plaintext = 'sk-golden-sample-key-0001'

it('opens what the first version sealed and tagged', async () => {
  expect((await openCredential(ring, written.sealed, SAMPLE_CONTEXT, written.tag)).reveal()).toBe(
    plaintext,
  )
})

it('makes the tag that the first version made', () => {
  expect(verificationTag(ring, written.sealed, SAMPLE_CONTEXT)).toBe(written.tag)
})

it('recognises a key that the first version saw', () => {
  expect(keyFingerprint(ring, 'stability', new Secret(plaintext))).toBe(written.keyFingerprint)
})

it('has the fingerprint that clients have pinned', async () => {
  expect(await publicKeyFingerprint(primaryPublicKey(ring))).toBe(written.publicKeyFingerprint)
})
