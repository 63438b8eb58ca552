import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lengthPrefixed } from './length-prefixed.ts'

const hex = (value: Uint8Array) => Buffer.from(value).toString('hex')

it('puts four big-endian length bytes before each part', () => {
  expect(hex(lengthPrefixed(['ab', 'c']))).toBe('00000002616200000001' + '63')
})

it('counts bytes, not characters', () => {
  expect(hex(lengthPrefixed(['é']))).toBe('00000002c3a9')
})

it('takes bytes as they are', () => {
  expect(hex(lengthPrefixed([new Uint8Array([0, 255]), '']))).toBe('0000000200ff00000000')
})

it('writes lengths above one byte', () => {
  const joined = lengthPrefixed(['x'.repeat(70_000)])
  expect(hex(joined.subarray(0, 4))).toBe('00011170')
  expect(joined).toHaveLength(70_004)
})

it('gives nothing for no part, and something for one empty part', () => {
  expect(lengthPrefixed([])).toHaveLength(0)
  expect(lengthPrefixed([''])).toHaveLength(4)
})

it('tells lists apart that concatenate to the same text', () => {
  const lists = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['', 'abc'], ['a', 'b', 'c']]
  expect(new Set(lists.map((list) => hex(lengthPrefixed(list)))).size).toBe(lists.length)
})

it('can be read back, so it is injective', () => {
  const part = fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => text.isWellFormed())
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      expect(readBack(lengthPrefixed(parts))).toEqual(parts)
    }),
    { numRuns: 500 },
  )
})

function readBack(joined: Uint8Array): string[] {
  const view = new DataView(joined.buffer)
  const parts: string[] = []
  for (let offset = 0; offset < joined.length;) {
    const end = offset + 4 + view.getUint32(offset)
    parts.push(
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(joined.subarray(offset + 4, end)),
    )
    offset = end
  }
  return parts
}
