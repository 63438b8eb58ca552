import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  addKey,
  createKeyRing,
  type KeyRing,
  keyIdsOf,
  keyOf,
  makePrimary,
  parseKeyRing,
  primaryPublicKey,
  retireKey,
  serializeKeyRing,
} from './key-ring.ts'
import { Secret } from './secret.ts'
import { codeOf, refusalOf } from './testing/refusal.ts'
import { privateKeyOf, spellingsOf } from './testing/sample-credential.ts'
import { parseVaultPublicKey } from './vault-public-key.ts'

const ring = await createKeyRing(new Date('2026-11-22T10:00:00.000Z'))
const json = serializeKeyRing(ring).reveal()
const file: Record<string, unknown> = JSON.parse(json)
const [firstKey] = ring.keys
const keys = Array.isArray(file.keys) ? file.keys : []
const base64url = (bytes: number) => Buffer.alloc(bytes, 1).toString('base64url')

it('has one active key, which is primary', () => {
  expect(ring.keys).toHaveLength(1)
  expect(firstKey?.state).toBe('active')
  expect(firstKey?.createdAt).toBe('2026-11-22T10:00:00.000Z')
  expect(ring.primaryKeyId).toBe(firstKey?.id)
})

it('is another one each time, in every part', async () => {
  const other = await createKeyRing()
  expect(other.primaryKeyId).not.toBe(ring.primaryKeyId)
  expect(other.tagKey.reveal()).not.toBe(ring.tagKey.reveal())
  expect(other.fingerprintKey.reveal()).not.toBe(ring.fingerprintKey.reveal())
  expect(other.tagKey.reveal()).not.toBe(other.fingerprintKey.reveal())
})

it('gives out the public half of the primary key and nothing else', () => {
  const publicKey = primaryPublicKey(ring)
  expect(publicKey).toEqual({ keyId: firstKey?.id, publicKey: firstKey?.publicKey })
  expect(parseVaultPublicKey(JSON.stringify(publicKey))).toEqual(publicKey)
})

it('finds a key by its id, and says by code when it has none', async () => {
  expect(keyOf(ring, ring.primaryKeyId)).toBe(firstKey)
  expect(await codeOf(() => keyOf(ring, 'vk-other'))).toBe('VAULT_KEY_UNKNOWN')
})

it('names every key that it has an answer for, retired ones too', async () => {
  const grown = await addKey(ring)
  const next = makePrimary(grown, grown.keys[1]?.id ?? '')
  expect(keyIdsOf(retireKey(next, ring.primaryKeyId))).toEqual(grown.keys.map(({ id }) => id))
})

describe('the ring file', () => {
  it('has the documented form', () => {
    expect(Object.keys(file)).toEqual([
      'format',
      'primaryKeyId',
      'keys',
      'tagKey',
      'fingerprintKey',
    ])
    expect(file.format).toBe('aetherflow-key-ring/1')
    expect(Object.keys(Object(keys[0]))).toEqual([
      'id',
      'state',
      'createdAt',
      'publicKey',
      'privateKey',
    ])
  })

  it('reads back to the same ring', () => {
    expect(serializeKeyRing(parseKeyRing(json)).reveal()).toBe(json)
  })

  it('reads from a Secret as well', () => {
    expect(parseKeyRing(new Secret(json)).primaryKeyId).toBe(ring.primaryKeyId)
  })

  it('reads without the line breaks that it writes', () => {
    expect(serializeKeyRing(parseKeyRing(JSON.stringify(file))).reveal()).toBe(json)
  })

  it('holds up to 64 keys and refuses one more', async () => {
    let full: KeyRing = ring
    while (full.keys.length < 64) full = await addKey(full)
    expect(parseKeyRing(serializeKeyRing(full)).keys).toHaveLength(64)
    expect(await codeOf(addKey(full))).toBe('KEY_RING_INVALID')
    const [extra] = (await createKeyRing()).keys
    const overfull = { ...full, keys: extra === undefined ? [] : [...full.keys, extra] }
    expect(await refusalOf(() => parseKeyRing(serializeKeyRing(overfull)))).toEqual({
      code: 'KEY_RING_INVALID',
      reason: 'needs a list of up to 64 keys',
    })
  })
})

describe('refuses a ring file', () => {
  const changed = (change: Record<string, unknown>) => JSON.stringify({ ...file, ...change })
  it.each([
    ['that is empty', ''],
    ['that is no JSON', 'not json'],
    ['that is null', 'null'],
    ['that is an array', '[]'],
    ['that was cut', json.slice(0, -20)],
    ['of another format', changed({ format: 'aetherflow-key-ring/2' })],
    ['without a format', changed({ format: undefined })],
    ['with an unknown property', changed({ note: 'x' })],
    ['without keys', changed({ keys: [] })],
    ['whose keys are no list', changed({ keys: { 0: keys[0] } })],
    ['with 65 keys', changed({ keys: Array.from({ length: 65 }, () => keys[0]) })],
    ['with a doubled key', changed({ keys: [keys[0], keys[0]] })],
    ['with a key that is null', changed({ keys: [keys[0], null] })],
    ['without a primary', changed({ primaryKeyId: undefined })],
    ['whose primary is unknown', changed({ primaryKeyId: 'vk-other' })],
    ['whose primary is a number', changed({ primaryKeyId: 0 })],
    [
      'whose primary is only openable',
      changed({ keys: [{ ...Object(keys[0]), state: 'openable' }] }),
    ],
    [
      'whose primary is retired',
      changed({ keys: [{ ...Object(keys[0]), state: 'retired', privateKey: null }] }),
    ],
    ['without a tag key', changed({ tagKey: undefined })],
    ['whose tag key is empty', changed({ tagKey: '' })],
    ['whose tag key is short', changed({ tagKey: base64url(31) })],
    ['whose tag key is long', changed({ tagKey: base64url(33) })],
    ['whose tag key is no base64url', changed({ tagKey: '!'.repeat(43) })],
    ['whose fingerprint key is null', changed({ fingerprintKey: null })],
    ['whose fingerprint key is the tag key', changed({ fingerprintKey: file.tagKey })],
    ['of more than 64 KiB', `${' '.repeat(65_536)}${json}`],
  ])('%s, without quoting any of it', async (_name, text) => {
    const { code, reason } = await refusalOf(() => parseKeyRing(text))
    expect(code).toBe('KEY_RING_INVALID')
    for (const secret of secretsOf(ring)) {
      for (const spelling of spellingsOf(secret)) expect(reason).not.toContain(spelling)
    }
  })

  it('without quoting it even where the JSON parser would', async () => {
    const broken = json.replace('"tagKey":', '"tagKey" ')
    expect(() => JSON.parse(broken)).toThrow(SyntaxError)
    const error: unknown = await Promise.resolve(broken)
      .then(parseKeyRing)
      .catch((caught: unknown) => caught)
    const shown = inspect(error, { showHidden: true, depth: null })
    for (const secret of secretsOf(ring)) expect(shown).not.toContain(secret.slice(0, 6))
  })
})

it('does not print, serialised or not', () => {
  const outputs = [
    inspect(ring, { depth: null, showHidden: true }),
    JSON.stringify(ring),
    inspect(structuredClone(ring), { depth: null, showHidden: true }),
    String(serializeKeyRing(ring)),
    JSON.stringify({ ring: serializeKeyRing(ring) }),
    inspect(serializeKeyRing(ring), { showHidden: true }),
  ]
  for (const output of outputs) {
    for (const secret of secretsOf(ring)) {
      for (const spelling of spellingsOf(secret)) expect(output).not.toContain(spelling)
    }
  }
})

function secretsOf({ keys: vaultKeys, tagKey, fingerprintKey }: KeyRing): string[] {
  return [...vaultKeys.map(privateKeyOf), tagKey.reveal(), fingerprintKey.reveal()]
}
