import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keyFingerprint } from './key-fingerprint.ts'
import { addKey, createKeyRing, makePrimary, parseKeyRing, serializeKeyRing } from './key-ring.ts'
import { Secret } from './secret.ts'
import { anyPlaintextKey, randomKey, spellingsOf } from './testing/sample-credential.ts'

const ring = await createKeyRing()

it('is equal for equal keys at the same upstream', () => {
  const key = randomKey()
  expect(keyFingerprint(ring, 'stability', new Secret(key))).toBe(
    keyFingerprint(ring, 'stability', new Secret(key)),
  )
})

it('is 64 hex digits and shows nothing of the key', () => {
  const key = randomKey()
  const fingerprint = keyFingerprint(ring, 'stability', new Secret(key))
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
  for (const spelling of spellingsOf(key)) expect(fingerprint).not.toContain(spelling)
})

it('differs for the same key at another upstream', () => {
  const key = new Secret(randomKey())
  expect(keyFingerprint(ring, 'stability', key)).not.toBe(keyFingerprint(ring, 'openai', key))
})

it('does not confuse where the upstream ends and the key begins', () => {
  expect(keyFingerprint(ring, 'ab', new Secret('cdefghij'))).not.toBe(
    keyFingerprint(ring, 'abc', new Secret('defghij')),
  )
})

it('is equal exactly when the keys are', () => {
  fc.assert(
    fc.property(anyPlaintextKey, anyPlaintextKey, (left, right) => {
      const equal =
        keyFingerprint(ring, 'stability', new Secret(left)) ===
        keyFingerprint(ring, 'stability', new Secret(right))
      expect(equal).toBe(left === right)
    }),
    { numRuns: 200 },
  )
})

it('tells keys apart that differ in the case of one letter', () => {
  const lower = keyFingerprint(ring, 'stability', new Secret('sk-abcdefgh'))
  expect(keyFingerprint(ring, 'stability', new Secret('sk-abcdefgH'))).not.toBe(lower)
})

it('means nothing under another ring', async () => {
  const key = new Secret(randomKey())
  expect(keyFingerprint(await createKeyRing(), 'stability', key)).not.toBe(
    keyFingerprint(ring, 'stability', key),
  )
})

it('survives rotation and the ring file, so that duplicates stay recognised', async () => {
  const key = new Secret(randomKey())
  const more = await addKey(ring)
  const rotated = parseKeyRing(serializeKeyRing(makePrimary(more, more.keys[1]?.id ?? '')))
  expect(keyFingerprint(rotated, 'stability', key)).toBe(keyFingerprint(ring, 'stability', key))
})
