import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import { languageSample, wordsOfDraft } from './language-sample.ts'

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

test('every word that a model reads counts, and no other', () => {
  const label = { en: 'Search', zh: '查找' }
  const search = { name: 'search', label, required: true, kind: 'text', maxChars: 80 } as const
  const model = sampleModel({ id: 'm', capability: { options: [search] } })
  const draft = { prompt: 'a cat', negativePrompt: '雾', options: { m: { search: '船' } } }
  const words = (prompt: 'required' | 'none', negativePrompt: boolean) =>
    wordsOfDraft(draft, [{ model, count: 1 }], { prompt, negativePrompt })
  expect(languageSample(words('required', true))).toBe('雾船')
  expect(words('none', false).trim()).toBe('船')
})
