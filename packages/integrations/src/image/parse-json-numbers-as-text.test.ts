import { expect, it } from 'vitest'
import { NumberText, parseJsonNumbersAsText } from './parse-json-numbers-as-text.ts'

it('keeps the digits that a float would lose', () => {
  expect(parseJsonNumbersAsText('{"credits": 12345678901234567.00010}')).toEqual({
    credits: new NumberText('12345678901234567.00010'),
  })
})

it('keeps numbers apart from strings that look like them', () => {
  expect(parseJsonNumbersAsText('["5", 5, null, true, {"a": -1e2}]')).toEqual([
    '5',
    new NumberText('5'),
    null,
    true,
    { a: new NumberText('-1e2') },
  ])
})

it.each(['', '{', 'NaN', '<html>', '{"credits": 1'])('gives undefined for %j', (text) => {
  expect(parseJsonNumbersAsText(text)).toBeUndefined()
})

it('does not let a document touch the prototype', () => {
  parseJsonNumbersAsText('{"__proto__": {"polluted": 1}}')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})
