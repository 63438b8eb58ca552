import { describe, expect, it } from 'vitest'
import { fenOf, maxFen, yuanOf } from './yuan.ts'

describe('an amount', () => {
  it.each([
    [1, '0.01'],
    [10, '0.10'],
    [99, '0.99'],
    [115, '1.15'],
    [1230, '12.30'],
    [8_076_01, '8076.01'],
    [maxFen, '100000000.00'],
  ])('of %d fen is %s yuan and back', (fen, yuan) => {
    expect(yuanOf(fen)).toBe(yuan)
    expect(fenOf(yuan)).toBe(fen)
  })

  it('survives the way there and back for every fen up to 1,000 yuan', () => {
    for (let fen = 1; fen <= 100_000; fen += 1) expect(fenOf(yuanOf(fen))).toBe(fen)
  })

  it.each([
    ['7', 700],
    ['7.5', 750],
    ['0', 0],
  ])('written %s is read', (yuan, fen) => {
    expect(fenOf(yuan)).toBe(fen)
  })

  it.each([
    '',
    ' 1.00',
    '1.00 ',
    '1.00\n',
    '-1.00',
    '+1.00',
    '1.001',
    '1,000.00',
    '1e3',
    '.5',
    '5.',
    '¥5.00',
    '１.00',
    '100000000.01',
    '9999999999',
    'NaN',
  ])('written %j is refused', (yuan) => {
    expect(fenOf(yuan)).toBeNull()
  })
})
