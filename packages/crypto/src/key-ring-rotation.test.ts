import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addKey,
  createKeyRing,
  type KeyRing,
  keyOf,
  makePrimary,
  parseKeyRing,
  primaryPublicKey,
  retireKey,
  serializeKeyRing,
} from './key-ring.ts'
import { openCredential, openUnverified } from './open-credential.ts'
import { sealCredential } from './seal-credential.ts'
import { parseSealed } from './sealed-credential.ts'
import { codeOf, refusalOf } from './testing/refusal.ts'
import { sampleCredential, SAMPLE_CONTEXT } from './testing/sample-credential.ts'
import { verificationTag } from './verification-tag.ts'

const { ring, sealed, context, plaintext, tag } = await sampleCredential()
const oldId = ring.primaryKeyId
const added = await addKey(ring)
const newId = added.keys[1]?.id ?? expect.fail('no second key')
const rotated = makePrimary(added, newId)
const statesOf = (subject: KeyRing) => subject.keys.map((key) => key.state)

describe('a rotation', () => {
  it('adds a key that nobody seals to yet', async () => {
    expect(added.primaryKeyId).toBe(oldId)
    expect(primaryPublicKey(added)).toEqual(primaryPublicKey(ring))
    expect(statesOf(added)).toEqual(['active', 'active'])
  })

  it('rolls out first: a worker with the added key opens texts sealed to either', async () => {
    const early = await sealCredential(primaryPublicKey(rotated), context, plaintext)
    expect((await openUnverified(added, early, context)).reveal()).toBe(plaintext)
    expect(await codeOf(openUnverified(ring, early, context))).toBe('VAULT_KEY_UNKNOWN')
  })

  it('makes the new key primary, so that new texts name it', async () => {
    expect(statesOf(rotated)).toEqual(['openable', 'active'])
    const fresh = await sealCredential(primaryPublicKey(rotated), context, plaintext)
    expect(parseSealed(fresh).keyId).toBe(newId)
  })

  it('still opens what was sealed and tagged before', async () => {
    expect((await openCredential(rotated, sealed, context, tag)).reveal()).toBe(plaintext)
  })

  it('reseals to the new key, with a tag of its own', async () => {
    const key = await openCredential(rotated, sealed, context, tag)
    const resealed = await sealCredential(primaryPublicKey(rotated), context, key.reveal())
    const resealedTag = verificationTag(rotated, resealed, context)
    expect(resealedTag).not.toBe(tag)
    const retired = retireKey(rotated, oldId)
    expect((await openCredential(retired, resealed, context, resealedTag)).reveal()).toBe(plaintext)
  })

  it('retires the old key, which then opens nothing, tag or not', async () => {
    const retired = retireKey(rotated, oldId)
    expect(statesOf(retired)).toEqual(['retired', 'active'])
    expect(keyOf(retired, oldId).privateKey).toBeNull()
    for (const attempt of [
      openCredential(retired, sealed, context, tag),
      openUnverified(retired, sealed, context),
    ]) {
      expect(await refusalOf(attempt)).toEqual({
        code: 'CREDENTIAL_UNREADABLE',
        reason: 'its vault key is retired',
      })
    }
  })

  it('destroys the retired private half in the file too', () => {
    const text = serializeKeyRing(retireKey(rotated, oldId)).reveal()
    expect(text).not.toContain(keyOf(ring, oldId).privateKey?.reveal())
    expect(statesOf(parseKeyRing(text))).toEqual(['retired', 'active'])
  })

  it('survives the file at each of its steps', async () => {
    for (const step of [ring, added, rotated]) {
      const read = parseKeyRing(serializeKeyRing(step))
      expect((await openCredential(read, sealed, context, tag)).reveal()).toBe(plaintext)
    }
  })

  it('leaves the ring that it started from unchanged', () => {
    expect(statesOf(ring)).toEqual(['active'])
    expect(statesOf(added)).toEqual(['active', 'active'])
  })
})

describe('refuses', () => {
  it('to make an unknown key primary', async () => {
    expect(await codeOf(() => makePrimary(ring, 'vk-other'))).toBe('VAULT_KEY_UNKNOWN')
  })

  it('to make a retired key primary again', async () => {
    expect(await codeOf(() => makePrimary(retireKey(rotated, oldId), oldId))).toBe(
      'VAULT_KEY_RETIRED',
    )
  })

  it('to retire the primary key', async () => {
    expect(await codeOf(() => retireKey(rotated, newId))).toBe('VAULT_KEY_PRIMARY')
    expect(await codeOf(() => retireKey(ring, oldId))).toBe('VAULT_KEY_PRIMARY')
  })

  it('to retire an unknown key', async () => {
    expect(await codeOf(() => retireKey(ring, 'vk-other'))).toBe('VAULT_KEY_UNKNOWN')
  })
})

it('can be taken back while the old key still opens', () => {
  const back = makePrimary(rotated, oldId)
  expect(back.primaryKeyId).toBe(oldId)
  expect(statesOf(back)).toEqual(['active', 'openable'])
})

it('does nothing when the key is primary already', () => {
  expect(makePrimary(rotated, newId)).toBe(rotated)
})

it('retires a key twice without harm', () => {
  const once = retireKey(rotated, oldId)
  expect(serializeKeyRing(retireKey(once, oldId)).reveal()).toBe(serializeKeyRing(once).reveal())
})

it('dates an added key by its own time', async () => {
  const later = await addKey(ring, new Date('2027-01-01T00:00:00.000Z'))
  expect(later.keys[1]?.createdAt).toBe('2027-01-01T00:00:00.000Z')
})

type Step = { kind: 'add' | 'primary' | 'retire'; pick: number }

it('keeps one active primary through any sequence of steps, and opens exactly what is not retired', async () => {
  const step = fc.record({
    kind: fc.constantFrom('add' as const, 'primary' as const, 'retire' as const),
    pick: fc.nat(7),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      let current = await createKeyRing()
      const rows = new Map<string, string>()
      for (const next of steps) {
        const row = await sealCredential(primaryPublicKey(current), SAMPLE_CONTEXT, plaintext)
        rows.set(current.primaryKeyId, row)
        current = parseKeyRing(serializeKeyRing(await applied(current, next)))
        expect(keyOf(current, current.primaryKeyId).state).toBe('active')
      }
      for (const [keyId, row] of rows) {
        const retired = keyOf(current, keyId).state === 'retired'
        const outcome = await openUnverified(current, row, SAMPLE_CONTEXT).then(
          (key) => key.reveal(),
          (error: unknown) => String(error),
        )
        const refused = 'CryptoError: CREDENTIAL_UNREADABLE: its vault key is retired'
        expect(outcome).toBe(retired ? refused : plaintext)
      }
    }),
    { numRuns: 60 },
  )
})

async function applied(current: KeyRing, { kind, pick }: Step): Promise<KeyRing> {
  if (kind === 'add') return addKey(current)
  const key = current.keys[pick % current.keys.length]
  if (key === undefined) throw new Error('a ring is never empty')
  if (kind === 'primary') return key.state === 'retired' ? current : makePrimary(current, key.id)
  return key.id === current.primaryKeyId ? current : retireKey(current, key.id)
}
