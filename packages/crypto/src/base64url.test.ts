import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { codeOf } from './testing/refusal.ts'

const bytes = (...values: number[]) => new Uint8Array(values)

// RFC 4648 §10, without padding, and the two characters that differ from plain base64.
const vectors: [Uint8Array, string][] = [
  [bytes(), ''],
  [new TextEncoder().encode('f'), 'Zg'],
  [new TextEncoder().encode('fo'), 'Zm8'],
  [new TextEncoder().encode('foo'), 'Zm9v'],
  [new TextEncoder().encode('foob'), 'Zm9vYg'],
  [new TextEncoder().encode('fooba'), 'Zm9vYmE'],
  [new TextEncoder().encode('foobar'), 'Zm9vYmFy'],
  [bytes(0xfb, 0xff, 0xbf), '-_-_'],
  [bytes(0), 'AA'],
  [bytes(255), '_w'],
]

it.each(vectors)('encodes and decodes the known pair %#', (decoded, encoded) => {
  expect(encodeBase64url(decoded)).toBe(encoded)
  expect(decodeBase64url(encoded)).toEqual(decoded)
})

it('gives any bytes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (original) => {
      expect(decodeBase64url(encodeBase64url(original))).toEqual(new Uint8Array(original))
    }),
  )
})

it('agrees with Node for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (original) => {
      expect(encodeBase64url(original)).toBe(Buffer.from(original).toString('base64url'))
    }),
  )
})

describe('refuses', () => {
  it.each([
    ['padding', 'Zg=='],
    ['one padding character', 'Zm8='],
    ['the plain base64 alphabet', '+/+/'],
    ['a space', 'Zm9 v'],
    ['a line break', 'Zm9v\n'],
    ['a leading tab', '\tZm9v'],
    ['a dot', 'Zm.v'],
    ['a letter beyond ASCII', 'Zm9é'],
    ['a null character', 'Zm9v\u0000'],
    ['an impossible length', 'Z'],
    ['another impossible length', 'Zm9vY'],
    ['stray bits after one byte', 'Zh'],
    ['all stray bits after one byte', 'Zv'],
    ['stray bits after two bytes', 'Zm9'],
  ])('%s', async (_name, text) => {
    expect(await codeOf(() => decodeBase64url(text))).toBe('ENCODING_INVALID')
  })
})

it('accepts exactly one spelling of every single byte', () => {
  const alphabet = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
  const pairs = alphabet.flatMap((first) => alphabet.map((second) => first + second))
  expect(pairs.filter((pair) => reencoded(pair) === pair)).toHaveLength(256)
  expect(pairs.filter((pair) => reencoded(pair) === 'refused')).toHaveLength(64 * 64 - 256)
})

it('whatever text it accepts, it writes the same', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{0,12}$/), (text) => {
      expect([text, 'refused']).toContain(reencoded(text))
    }),
    { numRuns: 1000 },
  )
})

function reencoded(text: string): string {
  try {
    return encodeBase64url(decodeBase64url(text))
  } catch {
    return 'refused'
  }
}
