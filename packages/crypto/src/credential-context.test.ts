import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CredentialContext, encodeAssociatedData, isVaultKeyId } from './credential-context.ts'
import { anyContext, SAMPLE_CONTEXT } from './testing/sample-credential.ts'
import { codeOf, refusalOf } from './testing/refusal.ts'

const encoded = (context: CredentialContext, keyId = 'vk-1') =>
  Buffer.from(encodeAssociatedData(keyId, context)).toString('latin1')

it('writes format, key id, credential, version, owner, upstream and host, each with its length', () => {
  expect(encoded(SAMPLE_CONTEXT)).toBe(
    [
      '\0\0\0\x03af1',
      '\0\0\0\x04vk-1',
      '\0\0\0\x09cred-7f3a',
      '\0\0\0\x011',
      '\0\0\0\x07user-41',
      '\0\0\0\x09stability',
      '\0\0\0\x10api.stability.ai',
    ].join(''),
  )
})

it('is the same for the same context, whatever the order of its properties', () => {
  const { upstreamHost, upstream, ownerId, version, credentialId } = SAMPLE_CONTEXT
  const reordered = { upstreamHost, upstream, ownerId, version, credentialId }
  expect(encoded(reordered)).toBe(encoded(SAMPLE_CONTEXT))
})

it('ignores properties that are not part of a context', () => {
  expect(encoded(Object.assign({ extra: 'x' }, SAMPLE_CONTEXT))).toBe(encoded(SAMPLE_CONTEXT))
})

it.each<Partial<CredentialContext>>([
  { credentialId: 'cred-7f3b' },
  { version: 2 },
  { ownerId: 'user-42' },
  { upstream: 'stabilit' },
  { upstreamHost: 'api.stability.ai:8443' },
])('differs when %j differs', (change) => {
  expect(encoded({ ...SAMPLE_CONTEXT, ...change })).not.toBe(encoded(SAMPLE_CONTEXT))
})

it('differs by vault key id', () => {
  expect(encoded(SAMPLE_CONTEXT, 'vk-2')).not.toBe(encoded(SAMPLE_CONTEXT, 'vk-1'))
})

it('does not let one field borrow from its neighbour', () => {
  const left = { ...SAMPLE_CONTEXT, ownerId: 'user-1', upstream: '1stability' }
  const right = { ...SAMPLE_CONTEXT, ownerId: 'user-11', upstream: 'stability' }
  expect(encoded(left)).not.toBe(encoded(right))
})

it('gives different bytes for any two different contexts', () => {
  fc.assert(
    fc.property(anyContext, anyContext, (left, right) => {
      const same = JSON.stringify(sorted(left)) === JSON.stringify(sorted(right))
      expect(encoded(left) === encoded(right)).toBe(same)
    }),
    { numRuns: 500 },
  )
})

describe('refuses a context with', () => {
  it.each<[string, Partial<CredentialContext>]>([
    ['no credential id', { credentialId: '' }],
    ['a credential id of 129 characters', { credentialId: 'x'.repeat(129) }],
    ['a space in the credential id', { credentialId: 'a b' }],
    ['version 0', { version: 0 }],
    ['a negative version', { version: -1 }],
    ['half a version', { version: 1.5 }],
    ['a version that is not a number', { version: Number.NaN }],
    ['an endless version', { version: Number.POSITIVE_INFINITY }],
    ['a version beyond exact numbers', { version: 2 ** 53 }],
    ['no owner', { ownerId: '' }],
    ['a line break in the owner', { ownerId: 'user\n41' }],
    ['a lone surrogate in the owner', { ownerId: 'user\ud800' }],
    ['a letter beyond ASCII in the owner', { ownerId: 'usér' }],
    ['no upstream', { upstream: '' }],
    ['a null character in the upstream', { upstream: 'stability\0' }],
    ['no host', { upstreamHost: '' }],
    ['an upper-case host', { upstreamHost: 'API.stability.ai' }],
    ['a scheme before the host', { upstreamHost: 'https://api.stability.ai' }],
    ['a path after the host', { upstreamHost: 'api.stability.ai/v2' }],
    ['a user before the host', { upstreamHost: 'me@api.stability.ai' }],
    ['a dot at the end of the host', { upstreamHost: 'api.stability.ai.' }],
    ['two dots in the host', { upstreamHost: 'api..ai' }],
    ['an empty port', { upstreamHost: 'api.stability.ai:' }],
    ['a port with a leading zero', { upstreamHost: 'api.stability.ai:0443' }],
    ['a port of six digits', { upstreamHost: 'api.stability.ai:100000' }],
    ['a host of 254 characters', { upstreamHost: `${'a.'.repeat(126)}ab` }],
    ['a letter beyond ASCII in the host', { upstreamHost: 'аpi.stability.ai' }],
  ])('%s', async (_name, change) => {
    expect(await codeOf(() => encodeAssociatedData('vk-1', { ...SAMPLE_CONTEXT, ...change }))).toBe(
      'CONTEXT_INVALID',
    )
  })
})

it.each(['', 'VK-1', 'vk.1', '-vk', 'vk_1', 'vk 1', 'v'.repeat(33), 'vk-1\n'])(
  'does not accept %j as a vault key id',
  async (value) => {
    expect(isVaultKeyId(value)).toBe(false)
    expect(await codeOf(() => encodeAssociatedData(value, SAMPLE_CONTEXT))).toBe('CONTEXT_INVALID')
  },
)

it.each([7, null, undefined, {}, ['vk-1']])('does not accept %j, which is no text', (value) => {
  expect(isVaultKeyId(value)).toBe(false)
})

it.each(['v', '0', 'vk-1', 'vk-e12eb6372a498461', 'v'.repeat(32)])(
  'accepts %j as a vault key id',
  (value) => {
    expect(isVaultKeyId(value)).toBe(true)
  },
)

it('names the wrong field and never quotes it', async () => {
  const wrong = { ...SAMPLE_CONTEXT, ownerId: 'se cret' }
  expect(await refusalOf(() => encodeAssociatedData('vk-1', wrong))).toEqual({
    code: 'CONTEXT_INVALID',
    reason: 'owner id',
  })
})

function sorted(context: CredentialContext): [string, unknown][] {
  return Object.entries(context).toSorted(([left], [right]) => left.localeCompare(right))
}
