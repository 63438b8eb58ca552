import { expect, it } from 'vitest'
import { base64Bytes } from './base64-bytes.ts'

it.each([1, 2, 3, 4, 100])('reads %d bytes back', (length) => {
  const bytes = Buffer.alloc(length, 0xfb)
  expect(base64Bytes(bytes.toString('base64'), 100)).toEqual(new Uint8Array(bytes))
})

it.each([
  '',
  'A',
  'AAA',
  'AA AA',
  'AAAA\n',
  'AA=A',
  '====',
  '<html>sorry</html>..',
  '-_-_',
  'data:image/png;base64,AAAA',
])('reads nothing from %j', (text) => expect(base64Bytes(text, 100)).toBeNull())

it('reads no more than it may', () => {
  const text = Buffer.alloc(101).toString('base64')
  expect(base64Bytes(text, 100)).toBeNull()
  expect(base64Bytes(text, 101)).toHaveLength(101)
})
