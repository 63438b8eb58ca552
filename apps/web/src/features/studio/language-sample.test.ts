import { expect, test } from 'vitest'
import { languageSample } from './language-sample.ts'

test('keeps only letters that give a script away', () => {
  expect(languageSample('A lighthouse, 灯塔, at dawn')).toBe('灯塔')
  expect(languageSample('海の灯台')).toBe('海の灯台')
  expect(languageSample('등대')).toBe('등대')
})

test('says nothing of a prompt in other scripts', () => {
  expect(languageSample('A lighthouse on a cliff at dawn')).toBe('')
  expect(languageSample('маяк на скале')).toBe('')
})

test('stays short for the longest prompt', () => {
  expect(languageSample('灯塔海崖'.repeat(2500))).toBe('灯塔海崖')
  const many = Array.from({ length: 10_000 }, (_, index) =>
    String.fromCodePoint(0x4e00 + index),
  ).join('')
  expect(languageSample(many)).toHaveLength(40)
})
