import { expect, it } from 'vitest'
import { exactObject, parseJsonQuietly } from './exact-object.ts'

it('gives a record of exactly the named properties', () => {
  expect(exactObject({ a: 1, b: null }, ['a', 'b'])).toEqual({ a: 1, b: null })
})

it('does not mind the order', () => {
  expect(exactObject({ b: 2, a: 1 }, ['a', 'b'])).toEqual({ a: 1, b: 2 })
})

it.each([
  ['a missing property', { a: 1 }],
  ['an additional property', { a: 1, b: 2, c: 3 }],
  ['another property instead', { a: 1, c: 2 }],
  ['null', null],
  ['undefined', undefined],
  ['text', 'ab'],
  ['a number', 2],
  ['an array', ['a', 'b']],
  ['a property that is only inherited', Object.create({ a: 1, b: 2 })],
  ['a smuggled prototype', JSON.parse('{"a":1,"__proto__":{"b":2}}')],
])('refuses %s', (_name, value) => {
  expect(exactObject(value, ['a', 'b'])).toBeNull()
})

it('parses JSON', () => {
  expect(parseJsonQuietly('{"a":[1]}')).toEqual({ a: [1] })
})

it.each(['', '{', 'undefined', "{'a':1}", '{"a":1,}', 'NaN'])('gives undefined for %j', (json) => {
  expect(parseJsonQuietly(json)).toBeUndefined()
})
