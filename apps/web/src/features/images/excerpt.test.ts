import { expect, test } from 'vitest'
import { excerpt } from './excerpt.ts'

test.each([
  ['a short one', 20, 'a short one'],
  ['two\n\n lines', 20, 'two lines'],
  ['a lighthouse on a cliff at dawn', 20, 'a lighthouse on a…'],
  ['海边悬崖上的灯塔，黎明', 6, '海边悬崖上…'],
  ['🌊🌊🌊🌊', 3, '🌊🌊…'],
])('"%s" in %s characters is "%s"', (prompt, max, short) => {
  expect(excerpt(prompt, max)).toBe(short)
})
