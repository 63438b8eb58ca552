import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requestHash } from './request-hash.ts'

test('is the same for the same content, whatever the order of its fields', () => {
  const one = { a: 1, b: { c: [1, 2n, 'x'], d: null }, e: undefined }
  const same = { b: { d: null, c: [1, 2n, 'x'] }, a: 1 }
  expect(requestHash(one)).toBe(requestHash(same))
  expect(requestHash(one)).toMatch(/^[0-9a-f]{64}$/)
})

test.each([
  [{ a: 1 }, { a: '1' }],
  [{ a: 1n }, { a: 1 }],
  [{ a: 1n }, { a: '1n' }],
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: ['1,2'] }, { a: ['1', '2'] }],
  [{ a: null }, {}],
  [{ a: 'x":"y' }, { a: 'x', y: '' }],
  [{ at: new Date(0) }, { at: new Date(1) }],
])('tells %o from %o', (one, other) => {
  expect(requestHash(one)).not.toBe(requestHash(other))
})

test('two inputs have one hash only if they are equal', () => {
  const input = fc.dictionary(
    fc.string(),
    fc.oneof(fc.string(), fc.bigInt(), fc.integer(), fc.array(fc.string())),
  )
  fc.assert(
    fc.property(input, input, (one, other) => {
      const equal = canonical(one) === canonical(other)
      expect(requestHash(one) === requestHash(other)).toBe(equal)
    }),
  )
})

// Another way to say the same: typed values, sorted.
function canonical(input: Record<string, unknown>): string {
  return JSON.stringify(
    Object.entries(input)
      .map(([key, value]) => [key, typeof value, typeof value === 'bigint' ? `${value}` : value])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  )
}
