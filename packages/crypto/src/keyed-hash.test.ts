import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { keyedHash } from './keyed-hash.ts'

const key = Buffer.alloc(32, 1)
const hex = (purpose: string, parts: string[], under = key) =>
  keyedHash(under, purpose, parts).toString('hex')

it('is HMAC-SHA256 over the length-prefixed purpose and parts', () => {
  const content = Buffer.from('\0\0\0\x01p\0\0\0\x02ab', 'latin1')
  expect(hex('p', ['ab'])).toBe(createHmac('sha256', key).update(content).digest('hex'))
})

it('differs by purpose, by key and by where a part ends', () => {
  const all = [
    hex('p', ['ab']),
    hex('q', ['ab']),
    hex('p', ['a', 'b']),
    hex('p', ['ab', '']),
    hex('pa', ['b']),
    hex('p', ['ab'], Buffer.alloc(32, 2)),
  ]
  expect(new Set(all).size).toBe(all.length)
})

it('takes bytes and text alike', () => {
  expect(keyedHash(key, 'p', [Buffer.from('ab')]).toString('hex')).toBe(hex('p', ['ab']))
})
