import { expect, it, test } from 'vitest'
import { promptLanguage, takesLanguage } from './prompt-language.ts'

const samples: [string, string | null][] = [
  ['a lighthouse at dawn', null],
  ['un phare à l’aube, naïve style', null],
  ['маяк на рассвете', null],
  ['黎明时分的灯塔', 'zh'],
  ['a lighthouse, 水彩 style', 'zh'],
  ['夜明けの灯台', 'ja'],
  ['새벽의 등대', 'ko'],
  ['🌊 waves, 4k, 50%', null],
]
for (const [prompt, language] of samples) {
  test(`"${prompt}" is ${language ?? 'left to the upstream'}`, () => {
    expect(promptLanguage(prompt)).toBe(language)
  })
}

it('is taken by a model that lists it, or lists nothing', () => {
  expect(takesLanguage(['en'], 'zh')).toBe(false)
  expect(takesLanguage(['en', 'zh'], 'zh')).toBe(true)
  expect(takesLanguage([], 'zh')).toBe(true)
  expect(takesLanguage(['en'], null)).toBe(true)
})
