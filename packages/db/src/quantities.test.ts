import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  creditHundredths,
  formatCredits,
  formatUpstreamCredits,
  parseCredits,
  parseUpstreamCredits,
  upstreamCreditE4,
} from './quantities.ts'

test.each([
  [0n, '0.00'],
  [5n, '0.05'],
  [-5n, '-0.05'],
  [124050n, '1240.50'],
  [-100n, '-1.00'],
])('%s hundredths of a credit are written %s', (value, text) => {
  expect(formatCredits(creditHundredths(value))).toBe(text)
  expect(parseCredits(text)).toBe(value)
})

test.each([
  [0n, '0'],
  [65000n, '6.5'],
  [1n, '0.0001'],
  [-25000n, '-2.5'],
  [30000n, '3'],
])('%s ten-thousandths of an upstream credit are written %s', (value, text) => {
  expect(formatUpstreamCredits(upstreamCreditE4(value))).toBe(text)
  expect(parseUpstreamCredits(text)).toBe(value)
})

test.each([
  '',
  ' 1',
  '1 ',
  '+1',
  '1.',
  '.5',
  '01',
  '1.234',
  '1,000',
  '1e3',
  '0x1',
  '--1',
  'NaN',
  '٣',
])('refuses %j as an amount of credits', (text) => {
  expect(() => parseCredits(text)).toThrow(RangeError)
})

test('refuses a fifth decimal of an upstream credit', () => {
  expect(parseUpstreamCredits('0.0001')).toBe(1n)
  expect(() => parseUpstreamCredits('0.00001')).toThrow(RangeError)
})

test('refuses what no database column could hold', () => {
  expect(() => creditHundredths(2n ** 63n)).toThrow(RangeError)
  expect(() => upstreamCreditE4(-(2n ** 63n))).toThrow(RangeError)
  expect(() => parseCredits('9'.repeat(17))).toThrow(RangeError)
})

test('every amount that is written is read back the same', () => {
  const amount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n })
  fc.assert(
    fc.property(amount, (value) => {
      expect(parseCredits(formatCredits(creditHundredths(value)))).toBe(value)
      expect(parseUpstreamCredits(formatUpstreamCredits(upstreamCreditE4(value)))).toBe(value)
    }),
  )
})
