import fc from 'fast-check'
import { expect, it } from 'vitest'
import { maskedTail } from './masked-tail.ts'
import { Secret } from './secret.ts'

it('shows the last four characters', () => {
  expect(maskedTail('sk-0123456789a1b2')).toBe('…a1b2')
})

it('shows the same for a Secret', () => {
  expect(maskedTail(new Secret('sk-0123456789a1b2'))).toBe('…a1b2')
})

it('shows nothing of a key of 15 characters, and four of one of 16', () => {
  expect(maskedTail('0123456789abcde')).toBe('…')
  expect(maskedTail('0123456789abcdef')).toBe('…cdef')
})

it.each([
  '',
  'a',
  'password',
  'with a space in it',
  '密钥密钥密钥密钥密钥密钥密钥密钥',
  'x'.repeat(513),
])('shows nothing of %j, which is no key', (value) => {
  expect(maskedTail(value)).toBe('…')
})

it('never shows more than four characters or a quarter of the value', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 600 }), (value) => {
      const shown = maskedTail(value).slice(1)
      expect(shown.length).toBeLessThanOrEqual(Math.min(4, value.length / 4))
      expect(value.endsWith(shown)).toBe(true)
    }),
  )
})
