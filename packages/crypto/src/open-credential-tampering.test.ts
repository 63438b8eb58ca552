import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCredential, openUnverified } from './open-credential.ts'
import { formatSealed, parseSealed } from './sealed-credential.ts'
import { codeOf, refusalOf } from './testing/refusal.ts'
import { flipBitOfBytes, flipBitOfText, sampleCredential } from './testing/sample-credential.ts'
import { verificationTag } from './verification-tag.ts'

const { ring, sealed, context, plaintext, tag } = await sampleCredential()
const parsed = parseSealed(sealed)
const [format, keyId, encText, cipherText] = sealed.split('.')

// openUnverified is used throughout, so that it is the cipher that detects, not the tag before it.
const codeOfOpening = (altered: string) => codeOf(openUnverified(ring, altered, context))

/** The distinct answers to all these texts. */
async function codesOfOpening(altered: Iterable<string>): Promise<Set<string>> {
  const codes = new Set<string>()
  for (const text of altered) codes.add(text === sealed ? 'UNALTERED' : await codeOfOpening(text))
  return codes
}

const unreadable = new Set(['CREDENTIAL_UNREADABLE'])
const bitsOf = (bytes: Uint8Array) => Array.from({ length: bytes.length * 8 }, (_, bit) => bit)
const textBits = (text: string) =>
  Array.from({ length: text.length * 8 }, (_, bit) => flipBitOfText(text, bit >> 3, bit & 7))

it('opens untouched', async () => {
  expect((await openUnverified(ring, sealed, context)).reveal()).toBe(plaintext)
})

describe('every flipped bit is detected', () => {
  it('in the encapsulated key', async () => {
    const { encapsulated } = parsed
    const altered = bitsOf(encapsulated).map((bit) =>
      formatSealed({ ...parsed, encapsulated: flipBitOfBytes(encapsulated, bit) }),
    )
    expect(new Set(altered).size).toBe(520)
    expect(await codesOfOpening(altered)).toEqual(unreadable)
  })

  it('in the ciphertext and its authentication tag', async () => {
    const { ciphertext } = parsed
    const altered = bitsOf(ciphertext).map((bit) =>
      formatSealed({ ...parsed, ciphertext: flipBitOfBytes(ciphertext, bit) }),
    )
    expect(new Set(altered).size).toBe((plaintext.length + 16) * 8)
    expect(await codesOfOpening(altered)).toEqual(unreadable)
  })

  it('in each character of the text, key id and dots included', async () => {
    const keyed = (text: string) => text.startsWith(`${format}.${keyId}.`)
    expect(await codesOfOpening(textBits(sealed).filter(keyed))).toEqual(unreadable)
    // Another id may be that of somebody else's vault key: it opens nothing, and says nothing about the credential.
    const codes = await codesOfOpening(textBits(sealed).filter((text) => !keyed(text)))
    expect(codes).toEqual(new Set(['CREDENTIAL_UNREADABLE', 'VAULT_KEY_UNKNOWN']))
  })

  it('in the key id, even where the ring knows the flipped id', async () => {
    const sameKeyElsewhere = ring.keys.map((key) => ({ ...key, id: flipBitOfText(key.id, 4, 0) }))
    const doubled = { ...ring, keys: [...ring.keys, ...sameKeyElsewhere] }
    const renamed = formatSealed({ ...parsed, keyId: flipBitOfText(parsed.keyId, 4, 0) })
    const { code, reason } = await refusalOf(openUnverified(doubled, renamed, context))
    expect(code).toBe('CREDENTIAL_UNREADABLE')
    expect(reason).toBe('ciphertext and context do not belong together')
  })

  it('in the verification tag', async () => {
    const codes = new Set<string>()
    for (const altered of textBits(tag)) {
      codes.add(await codeOf(openCredential(ring, sealed, context, altered)))
    }
    expect(codes).toEqual(unreadable)
  })

  it('by the verification tag alone, before the cipher runs', () => {
    const bytes = new Uint8Array([...parsed.encapsulated, ...parsed.ciphertext])
    const tags = bitsOf(bytes).map((bit) =>
      verificationTag(ring, withBytes(flipBitOfBytes(bytes, bit)), context),
    )
    expect(new Set([tag, ...tags]).size).toBe(tags.length + 1)
  })
})

describe('a sealed text is unreadable when it is', () => {
  it.each([
    ['cut by one character', sealed.slice(0, -1)],
    ['cut to three fields', sealed.slice(0, sealed.lastIndexOf('.'))],
    ['longer by one character', `${sealed}A`],
    ['longer by a field', `${sealed}.AA`],
    ['padded with white space', ` ${sealed} `],
    ['written in capitals', sealed.toUpperCase()],
    ['turned round', [format, keyId, cipherText, encText].join('.')],
    ['of another format', sealed.replace('af1.', 'af2.')],
    ['given with its authentication tag zeroed', withTail(new Uint8Array(16))],
    [
      'given without its authentication tag',
      formatSealed({ ...parsed, ciphertext: parsed.ciphertext.slice(0, -16) }),
    ],
    [
      'given a second authentication tag',
      formatSealed({
        ...parsed,
        ciphertext: new Uint8Array([...parsed.ciphertext, ...parsed.ciphertext.slice(-16)]),
      }),
    ],
    ['empty', ''],
  ])('%s', async (_name, altered) => {
    expect(await codeOfOpening(altered)).toBe('CREDENTIAL_UNREADABLE')
    expect(await codeOf(openCredential(ring, altered, context, tag))).toBe('CREDENTIAL_UNREADABLE')
  })
})

it('never gives another plaintext, whatever several bytes are changed to', async () => {
  const change = fc.record({
    at: fc.nat(64 + parsed.ciphertext.length),
    to: fc.integer({ min: 0, max: 255 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      const all = new Uint8Array([...parsed.encapsulated, ...parsed.ciphertext])
      for (const { at, to } of changes) all[at] = to
      const altered = withBytes(all)
      fc.pre(altered !== sealed)
      expect(await codeOfOpening(altered)).toBe('CREDENTIAL_UNREADABLE')
    }),
    { numRuns: 300 },
  )
})

it('does not mix the halves of two sealings of the same key', async () => {
  const { sealed: second } = await sampleCredential(context)
  const other = parseSealed(second)
  const mixed = [
    formatSealed({ ...parsed, encapsulated: other.encapsulated }),
    formatSealed({ ...parsed, ciphertext: other.ciphertext }),
  ]
  expect(await codesOfOpening(mixed)).toEqual(unreadable)
})

it('refuses an encapsulated key that is not on the curve', async () => {
  const points = [0, 4, 255].map((byte) => new Uint8Array(65).fill(byte))
  const altered = points.map((encapsulated) => formatSealed({ ...parsed, encapsulated }))
  expect(await codesOfOpening(altered)).toEqual(unreadable)
})

/** The sample with these bytes as encapsulated key (65) and ciphertext (the rest). */
function withBytes(bytes: Uint8Array<ArrayBuffer>): string {
  return formatSealed({
    ...parsed,
    encapsulated: bytes.slice(0, 65),
    ciphertext: bytes.slice(65),
  })
}

function withTail(tail: Uint8Array): string {
  return formatSealed({
    ...parsed,
    ciphertext: new Uint8Array([...parsed.ciphertext.slice(0, -16), ...tail]),
  })
}
