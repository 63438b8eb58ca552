import { expect, test } from 'vitest'
import { languageOfRequest } from './language-of-request.ts'

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['zh;q=0.3, en;q=0.7', 'en'],
  ['fr-CH, zh-Hant;q=0.5', 'zh-CN'],
  ['zh;q=0', 'en'],
  ['zh;q=rubbish', 'en'],
  ['', 'en'],
])('a browser that reads "%s" and never chose is spoken to in %s', (accepts, language) => {
  expect(languageOfRequest({ 'accept-language': accepts })).toBe(language)
})

test('a choice counts more than what the browser reads, and a made-up one for nothing', () => {
  const of = (locale: string) =>
    languageOfRequest({ cookie: `locale=${locale}`, 'accept-language': 'zh-CN' })
  expect(of('en')).toBe('en')
  expect(of('zh')).toBe('zh-CN')
  expect(of('fr')).toBe('zh-CN')
  expect(languageOfRequest({ cookie: 'locale=zh', 'accept-language': 'en' })).toBe('zh-CN')
})

test('nobody who says nothing is spoken to in Chinese', () => {
  expect(languageOfRequest({})).toBe('en')
})
