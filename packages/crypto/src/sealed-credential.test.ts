import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatSealed, parseSealed, SEALED_MAX_CHARS } from './sealed-credential.ts'
import { codeOf, refusalOf } from './testing/refusal.ts'

const enc = Buffer.alloc(65, 4).toString('base64url')
const body = Buffer.alloc(40, 9).toString('base64url')
const cipher = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64url')

it('reads key id, encapsulated key and ciphertext', () => {
  const parsed = parseSealed(`af1.vk-1.${enc}.${body}`)
  expect(parsed.keyId).toBe('vk-1')
  expect(parsed.encapsulated).toEqual(new Uint8Array(65).fill(4))
  expect(parsed.ciphertext).toEqual(new Uint8Array(40).fill(9))
})

it('writes what it reads', () => {
  const parts = fc.record({
    keyId: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/),
    encapsulated: fc
      .uint8Array({ minLength: 65, maxLength: 65 })
      .map((bytes) => new Uint8Array(bytes)),
    ciphertext: fc
      .uint8Array({ minLength: 24, maxLength: 528 })
      .map((bytes) => new Uint8Array(bytes)),
  })
  fc.assert(
    fc.property(parts, (sealed) => {
      const text = formatSealed(sealed)
      expect(parseSealed(text)).toEqual(sealed)
      expect(formatSealed(parseSealed(text))).toBe(text)
      expect(text.length).toBeLessThan(SEALED_MAX_CHARS)
    }),
    { numRuns: 300 },
  )
})

describe('refuses', () => {
  it.each([
    ['nothing', ''],
    ['dots only', '...'],
    ['the format alone', 'af1'],
    ['two fields', 'af1.vk-1'],
    ['three fields', `af1.vk-1.${enc}`],
    ['five fields', `af1.vk-1.${enc}.${body}.x`],
    ['an empty fifth field', `af1.vk-1.${enc}.${body}.`],
    ['another format', `af2.vk-1.${enc}.${body}`],
    ['the format in capitals', `AF1.vk-1.${enc}.${body}`],
    ['a leading space', ` af1.vk-1.${enc}.${body}`],
    ['a trailing line break', `af1.vk-1.${enc}.${body}\n`],
    ['no key id', `af1..${enc}.${body}`],
    ['a key id in capitals', `af1.VK-1.${enc}.${body}`],
    ['a long key id', `af1.${'v'.repeat(33)}.${enc}.${body}`],
    ['no encapsulated key', `af1.vk-1..${body}`],
    ['an encapsulated key of 64 bytes', `af1.vk-1.${cipher(64)}.${body}`],
    ['an encapsulated key of 66 bytes', `af1.vk-1.${cipher(66)}.${body}`],
    ['an encapsulated key with stray bits', `af1.vk-1.${enc.slice(0, -1)}F.${body}`],
    ['no ciphertext', `af1.vk-1.${enc}.`],
    ['a ciphertext too short for a key', `af1.vk-1.${enc}.${cipher(23)}`],
    ['a ciphertext too long for a key', `af1.vk-1.${enc}.${cipher(529)}`],
    ['a padded ciphertext', `af1.vk-1.${enc}.${body}==`],
    ['plain base64', `af1.vk-1.${enc}.${body.slice(0, -4)}+/+/`],
    ['an escape', `af1.vk-1.${enc}.${body}%00`],
    ['4,097 characters', `af1.vk-1.${enc}.${'A'.repeat(4097 - 10 - enc.length)}`],
    ['ten million characters', 'af1.'.repeat(2_500_000)],
  ])('%s', async (_name, text) => {
    expect(await codeOf(() => parseSealed(text))).toBe('CREDENTIAL_UNREADABLE')
  })
})

it.each([SEALED_MAX_CHARS + 1, 10_000_000])(
  'splits and decodes nothing of %d characters',
  async (chars) => {
    const refusal = await refusalOf(() => parseSealed(`af1.vk-1.${enc}.`.padEnd(chars, 'A')))
    expect(refusal.reason).toBe('longer than any sealed credential')
  },
)

it('accepts the shortest and the longest ciphertext of a key', () => {
  expect(parseSealed(`af1.vk-1.${enc}.${cipher(24)}`).ciphertext).toHaveLength(24)
  expect(parseSealed(`af1.vk-1.${enc}.${cipher(528)}`).ciphertext).toHaveLength(528)
})

it('answers any text with its own form back or with its one code', async () => {
  const pieces = fc.constantFrom(
    'af1',
    '.',
    'vk-1',
    enc,
    body,
    'A',
    '=',
    ' ',
    '\0',
    '密',
    '-',
    '_',
    '%2e',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (parts) => {
      const text = parts.join('')
      const canonical =
        /^af1\.[a-z0-9][a-z0-9-]{0,31}\.[A-Za-z0-9_-]{87}\.[A-Za-z0-9_-]{32,704}$/.test(text)
      const answer = canonical
        ? formatSealed(parseSealed(text))
        : await codeOf(() => parseSealed(text))
      expect(answer).toBe(canonical ? text : 'CREDENTIAL_UNREADABLE')
    }),
    { numRuns: 500 },
  )
})
