import { expect, it } from 'vitest'
import { isPlaintextKey, PLAINTEXT_KEY_BYTES } from './plaintext-key.ts'

it.each([
  ['the shortest key', 'a'.repeat(PLAINTEXT_KEY_BYTES.min)],
  ['the longest key', 'a'.repeat(PLAINTEXT_KEY_BYTES.max)],
  [
    'every printable character',
    Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join(''),
  ],
  ['a usual key', 'sk-a1b2c3d4e5f6A1B2C3D4'],
])('accepts %s', (_name, key) => {
  expect(isPlaintextKey(key)).toBe(true)
})

it.each([
  ['nothing', ''],
  ['seven characters', 'a'.repeat(7)],
  ['513 characters', 'a'.repeat(513)],
  ['a leading space', ' sk-12345678'],
  ['a trailing space', 'sk-12345678 '],
  ['a trailing line break', 'sk-12345678\n'],
  ['a header smuggled in', 'sk-12345678\r\nHost: evil.example'],
  ['a tab', 'sk-\t12345678'],
  ['a null character', 'sk-12345678\0'],
  ['a delete character', 'sk-12345678\x7f'],
  ['an accented letter', 'sk-1234567é'],
  ['Chinese', '密钥密钥密钥密钥密钥'],
  ['a zero-width space', 'sk-12345678\u200b'],
])('refuses %s', (_name, key) => {
  expect(isPlaintextKey(key)).toBe(false)
})
