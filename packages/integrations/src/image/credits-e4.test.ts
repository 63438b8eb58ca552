import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditsE4 } from './credits-e4.ts'

describe('upstream credits from the text of a number', () => {
  it.each([
    ['0', 0n],
    ['-0', 0n],
    ['1', 10_000n],
    ['6.5', 65_000n],
    ['0.6336833840314097', 6336n],
    ['0.99999999', 9999n],
    ['0.0001', 1n],
    ['0.00009', 0n],
    ['1e3', 10_000_000n],
    ['1.5E+2', 1_500_000n],
    ['2.5e-4', 2n],
    ['-0.00001', -1n],
    ['-2.5', -25_000n],
    ['1000000000000000', 10_000_000_000_000_000_000n],
    ['9007199254740993.5', null],
    ['0.1', 1000n],
    ['0.3', 3000n],
    ['1.0049', 10_049n],
    ['8.4221', 84_221n],
    ['0e999', 0n],
    ['1e999', null],
    ['1e15', 10_000_000_000_000_000_000n],
    ['1e16', null],
    ['-1e16', null],
    ['', null],
    ['.5', null],
    ['1.', null],
    ['1,5', null],
    ['+1', null],
    ['0x10', null],
    ['NaN', null],
    ['Infinity', null],
    ['1e', null],
    [' 1', null],
    ['1\n', null],
    ['９', null],
    ['9'.repeat(41), null],
  ])('%j is %s', (text, expected) => {
    expect(creditsE4(text)).toBe(expected)
  })

  it('keeps four decimals of any amount and drops the rest', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 14n),
        fc.stringMatching(/^\d{4}$/),
        fc.stringMatching(/^\d{0,20}$/),
        (whole, four, rest) => {
          expect(creditsE4(`${whole}.${four}${rest}`)).toBe(BigInt(`${whole}${four}`))
        },
      ),
    )
  })

  it('is the same however the exponent is written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: -8, max: 8 }),
        (digits, exponent) => {
          const scaled = BigInt(digits) * 10n ** BigInt(exponent + 8)
          expect(creditsE4(`${digits}e${exponent}`)).toBe(scaled / 10_000n)
        },
      ),
    )
  })
})
