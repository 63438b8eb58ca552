import { describe, expect, test } from 'vitest'
import { csvCredits, csvInteger, csvRow } from './csv.ts'
import { csvTexts } from './csv-texts.ts'

test('writes times in UTC, amounts to the hundredth, nothing for nothing', () => {
  const at = new Date('2026-11-22T15:00:00.120Z')
  expect(
    csvRow([csvInteger(7n), at, 'consume', null, csvCredits(-1_234_567n), csvCredits(5n)]),
  ).toBe('7,2026-11-22T15:00:00.120Z,consume,,-12345.67,0.05\r\n')
})

describe('a text that a spreadsheet would run', () => {
  test.each([
    ['=1+1', `'=1+1`],
    ['+cmd', `'+cmd`],
    ['-2', `'-2`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t=1`],
    ['\r=1', `"'\r=1"`],
    [' =1', `' =1`],
    ['＝1', `'＝1`],
  ])('%j is only shown', (text, written) => {
    expect(csvRow([text])).toBe(`${written}\r\n`)
  })
})

test.each([
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  [' padded', '" padded"'],
  ['图片', '图片'],
])('%j stays in its cell', (text, written) => {
  expect(csvRow([text])).toBe(`${written}\r\n`)
})

test('both languages name the same columns', () => {
  expect(csvTexts.zh.statement).toHaveLength(csvTexts.en.statement.length)
  expect(csvTexts.zh.providerMonth).toHaveLength(csvTexts.en.providerMonth.length)
  for (const { statement, providerMonth } of [csvTexts.en, csvTexts.zh]) {
    expect(new Set(statement).size).toBe(statement.length)
    expect(new Set(providerMonth).size).toBe(providerMonth.length)
  }
})
