import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CredentialContext, encodeAssociatedData } from './credential-context.ts'
import { CryptoError } from './crypto-error.ts'
import { hpkeSuite } from './hpke-suite.ts'
import { addKey, createKeyRing, type KeyRing, makePrimary, primaryPublicKey } from './key-ring.ts'
import { openCredential, openUnverified } from './open-credential.ts'
import { sealCredential } from './seal-credential.ts'
import { formatSealed } from './sealed-credential.ts'
import { codeOf, refusalOf } from './testing/refusal.ts'
import {
  privateKeyOf,
  anyContext,
  anyPlaintextKey,
  randomKey,
  sampleCredential,
  SAMPLE_CONTEXT,
  spellingsOf,
} from './testing/sample-credential.ts'
import { publicKeyBytes } from './vault-public-key.ts'
import { verificationTag } from './verification-tag.ts'

const sample = await sampleCredential()
const { ring, sealed, context, plaintext, tag } = sample

it('opens what was sealed and tagged, any number of times', async () => {
  for (let round = 0; round < 3; round += 1) {
    expect((await openCredential(ring, sealed, context, tag)).reveal()).toBe(plaintext)
  }
})

it('opens many at the same time, each to its own key', async () => {
  const keys = Array.from({ length: 40 }, randomKey)
  const opened = await Promise.all(
    keys.map(async (key, index) => {
      const own = { ...context, version: index + 1 }
      const row = await sealCredential(primaryPublicKey(ring), own, key)
      return (await openCredential(ring, row, own, verificationTag(ring, row, own))).reveal()
    }),
  )
  expect(opened).toEqual(keys)
})

it('gives a Secret, which does not print', async () => {
  const opened = await openCredential(ring, sealed, context, tag)
  for (const spelling of spellingsOf(plaintext)) expect(inspect({ opened })).not.toContain(spelling)
})

describe('a row in another context is unreadable', () => {
  const changes: [string, Partial<CredentialContext>][] = [
    ['another credential id', { credentialId: 'cred-7f3b' }],
    ['a later version', { version: 2 }],
    ['another owner', { ownerId: 'user-42' }],
    ['another upstream', { upstream: 'openai' }],
    ['another host', { upstreamHost: 'api.openai.com' }],
    ['a look-alike host', { upstreamHost: 'api.stability.ai.evil.example' }],
    ['another port of the host', { upstreamHost: 'api.stability.ai:8443' }],
    ['a simulator’s host', { upstreamHost: '127.0.0.1:3001' }],
    ['a host that is not canonical', { upstreamHost: 'https://api.stability.ai' }],
    ['a version below one', { version: 0 }],
  ]

  it.each(changes)('%s', async (_name, change) => {
    const moved = { ...context, ...change }
    expect(await codeOf(openCredential(ring, sealed, moved, tag))).toBe('CREDENTIAL_UNREADABLE')
    expect(await codeOf(openUnverified(ring, sealed, moved))).toBe('CREDENTIAL_UNREADABLE')
  })

  // Whoever can tag (the worker itself, by mistake) still cannot open it elsewhere.
  it.each(changes.slice(0, -2))('%s, even under a tag made for it', async (_name, change) => {
    const moved = { ...context, ...change }
    const { code, reason } = await refusalOf(
      openCredential(ring, sealed, moved, verificationTag(ring, sealed, moved)),
    )
    expect(code).toBe('CREDENTIAL_UNREADABLE')
    expect(reason).toBe('ciphertext and context do not belong together')
  })
})

it('never opens in any other context, and never to another key', async () => {
  await fc.assert(
    fc.asyncProperty(anyContext, anyContext, anyPlaintextKey, async (sealedFor, openedFor, key) => {
      const row = await sealCredential(primaryPublicKey(ring), sealedFor, key)
      expect((await openUnverified(ring, row, { ...sealedFor })).reveal()).toBe(key)
      fc.pre(JSON.stringify(sealedFor) !== JSON.stringify(openedFor))
      expect(await codeOf(openUnverified(ring, row, openedFor))).toBe('CREDENTIAL_UNREADABLE')
    }),
    { numRuns: 250 },
  )
})

it('never opens when one field alone is another', async () => {
  const field = fc.constantFrom('credentialId', 'version', 'ownerId', 'upstream', 'upstreamHost')
  await fc.assert(
    fc.asyncProperty(anyContext, anyContext, field, async (sealedFor, other, name) => {
      fc.pre(sealedFor[name] !== other[name])
      const row = await sealCredential(primaryPublicKey(ring), sealedFor, plaintext)
      expect(await codeOf(openUnverified(ring, row, { ...sealedFor, [name]: other[name] }))).toBe(
        'CREDENTIAL_UNREADABLE',
      )
    }),
    { numRuns: 250 },
  )
})

it('refuses rows that were swapped between two credentials, with and without their tags', async () => {
  const mine = { ...context, credentialId: 'cred-mine', ownerId: 'user-mine' }
  const row = await sealCredential(primaryPublicKey(ring), mine, randomKey())
  const rowTag = verificationTag(ring, row, mine)
  for (const [text, place, proof] of [
    [row, context, tag],
    [row, context, rowTag],
    [sealed, mine, tag],
    [sealed, mine, rowTag],
    [row, mine, tag],
  ] as const) {
    expect(await codeOf(openCredential(ring, text, place, proof))).toBe('CREDENTIAL_UNREADABLE')
  }
  expect((await openCredential(ring, row, mine, rowTag)).reveal()).not.toBe(plaintext)
})

it('refuses the row of an older version after a key was replaced', async () => {
  const replaced = { ...context, version: 2 }
  const newer = await sealCredential(primaryPublicKey(ring), replaced, randomKey())
  expect(await codeOf(openCredential(ring, sealed, replaced, tag))).toBe('CREDENTIAL_UNREADABLE')
  expect(
    await codeOf(openCredential(ring, newer, context, verificationTag(ring, newer, replaced))),
  ).toBe('CREDENTIAL_UNREADABLE')
})

describe('a row that somebody else sealed into the table', () => {
  // Perfectly sealed with the public key, in the victim's context; only the tag is missing.
  const planted = sealCredential(primaryPublicKey(ring), context, 'sk-planted-by-the-attacker')

  it('would decrypt, so it is the tag that refuses it', async () => {
    expect((await openUnverified(ring, await planted, context)).reveal()).toBe(
      'sk-planted-by-the-attacker',
    )
  })

  it.each([
    ['no tag', ''],
    ['the tag of the row it replaced', tag],
    ['a tag of zeros', '0'.repeat(64)],
    ['a short tag', tag.slice(0, 63)],
    ['a long tag', `${tag}0`],
    ['a tag beyond ASCII', '密'.repeat(64)],
  ])('is refused with %s', async (_name, proof) => {
    const { code, reason } = await refusalOf(openCredential(ring, await planted, context, proof))
    expect(code).toBe('CREDENTIAL_UNREADABLE')
    expect(reason).toBe('the verification tag does not fit')
  })

  it('is refused with a tag made by another ring', async () => {
    const foreign: KeyRing = {
      ...(await createKeyRing()),
      keys: ring.keys,
      primaryKeyId: ring.primaryKeyId,
    }
    const proof = verificationTag(foreign, await planted, context)
    expect(await codeOf(openCredential(ring, await planted, context, proof))).toBe(
      'CREDENTIAL_UNREADABLE',
    )
  })
})

it('checks the tag before it touches any key', async () => {
  const keys = ring.keys.map((key) => ({ ...key, privateKey: null }))
  const keyless: KeyRing = { ...ring, keys }
  const { code, reason } = await refusalOf(openCredential(keyless, sealed, context, '0'.repeat(64)))
  expect(code).toBe('CREDENTIAL_UNREADABLE')
  expect(reason).toBe('the verification tag does not fit')
})

describe('another key ring', () => {
  it('opens nothing, and blames the ring, not the credential', async () => {
    const other = await createKeyRing()
    for (const attempt of [
      openCredential(other, sealed, context, tag),
      openCredential(other, sealed, context, '0'.repeat(64)),
      openUnverified(other, sealed, context),
    ]) {
      expect(await refusalOf(attempt)).toEqual({
        code: 'VAULT_KEY_UNKNOWN',
        reason: 'the ring has no key of this id',
      })
    }
  })

  it('opens nothing of a vault key that was added after it was read', async () => {
    const grown = await addKey(ring)
    const newest = makePrimary(grown, grown.keys[1]?.id ?? '')
    const row = await sealCredential(primaryPublicKey(newest), context, plaintext)
    const proof = verificationTag(newest, row, context)
    expect((await openCredential(newest, row, context, proof)).reveal()).toBe(plaintext)
    expect(await codeOf(openCredential(ring, row, context, proof))).toBe('VAULT_KEY_UNKNOWN')
  })

  it('opens nothing under the same key id', async () => {
    const other = await createKeyRing()
    const keys = other.keys.map((key) => ({ ...key, id: ring.primaryKeyId }))
    const { code, reason } = await refusalOf(openUnverified({ ...other, keys }, sealed, context))
    expect(code).toBe('CREDENTIAL_UNREADABLE')
    expect(reason).toBe('ciphertext and context do not belong together')
  })

  it('opens nothing when the row is renamed to one of its keys', async () => {
    const [format, , ...rest] = sealed.split('.')
    const other = await createKeyRing()
    const renamed = [format, other.primaryKeyId, ...rest].join('.')
    expect(await codeOf(openUnverified(other, renamed, context))).toBe('CREDENTIAL_UNREADABLE')
    expect(
      await codeOf(
        openUnverified({ ...ring, keys: [...ring.keys, ...other.keys] }, renamed, context),
      ),
    ).toBe('CREDENTIAL_UNREADABLE')
  })
})

describe('what was sealed without our code', () => {
  it.each([
    ['a line break', 'sk-0123456789\r\nHost: evil.example'],
    ['a space', 'sk-0123456789 abc'],
    ['a null character', 'sk-0123456789\0'],
    ['a byte-order mark', '\ufeffsk-0123456789'],
    ['letters beyond ASCII', 'sk-密密密密密密'],
  ])('is unreadable when it holds %s', async (_name, content) => {
    const row = await sealRaw(new TextEncoder().encode(content))
    const { code, reason } = await refusalOf(openUnverified(ring, row, context))
    expect(code).toBe('CREDENTIAL_UNREADABLE')
    expect(reason).toBe('what was sealed is no API key')
    expect(
      await codeOf(openCredential(ring, row, context, verificationTag(ring, row, context))),
    ).toBe('CREDENTIAL_UNREADABLE')
  })

  it('is unreadable when it is no text at all', async () => {
    expect(
      await codeOf(openUnverified(ring, await sealRaw(new Uint8Array(20).fill(0xff)), context)),
    ).toBe('CREDENTIAL_UNREADABLE')
  })

  it('opens when it is a proper key, whoever sealed it', async () => {
    const row = await sealRaw(new TextEncoder().encode('sk-from-another-client'))
    expect((await openUnverified(ring, row, context)).reveal()).toBe('sk-from-another-client')
  })
})

it('says nothing of the key in its errors', async () => {
  const moved = { ...context, ownerId: 'user-42' }
  const error: unknown = await openUnverified(ring, sealed, moved).catch(
    (caught: unknown) => caught,
  )
  expect(error).toBeInstanceOf(CryptoError)
  const shown = inspect(error, { showHidden: true, depth: null })
  const privateKey = privateKeyOf(ring.keys[0])
  for (const spelling of [...spellingsOf(plaintext), ...spellingsOf(privateKey)])
    expect(shown).not.toContain(spelling)
})

async function sealRaw(content: Uint8Array): Promise<string> {
  const suite = hpkeSuite()
  const publicKey = primaryPublicKey(ring)
  const recipientPublicKey = await suite.kem.importKey(
    'raw',
    publicKeyBytes(publicKey).buffer,
    true,
  )
  const { enc, ct } = await suite.seal(
    { recipientPublicKey },
    content,
    encodeAssociatedData(publicKey.keyId, SAMPLE_CONTEXT),
  )
  return formatSealed({
    keyId: publicKey.keyId,
    encapsulated: new Uint8Array(enc),
    ciphertext: new Uint8Array(ct),
  })
}
