import { expect, test } from 'vitest'
import { formatCredits } from './format-credits.tsx'

test.each([
  [0n, {}, '0.00'],
  [5n, {}, '0.05'],
  [124050n, {}, '1,240.50'],
  [100_000_000_00n, {}, '100,000,000.00'],
  [-1200n, {}, '\u221212.00'],
  [300n, { sign: true }, '+3.00'],
  [0n, { sign: true }, '0.00'],
  [50000n, { whole: true }, '500'],
  [50050n, { whole: true }, '500.50'],
  [9007199254740993123n, {}, '90,071,992,547,409,931.23'],
])('writes %s hundredths %o as %s', (value, options, text) => {
  expect(formatCredits(value, options)).toBe(text)
})
