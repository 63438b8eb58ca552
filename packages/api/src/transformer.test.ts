import { expect, test } from 'vitest'
import { transformer } from './transformer.ts'

test('carries quantities and moments', () => {
  const value = { amount: 2n ** 60n, at: new Date(1), list: [1n, undefined, null] }
  const wire: unknown = JSON.parse(JSON.stringify(transformer.serialize(value)))
  expect(transformer.deserialize(wire as never)).toEqual(value)
})

test.each([
  '{"json":{"__proto__":{"role":"admin"}}}',
  '{"json":{"a":[{"b":{"__proto__":1}}]}}',
  '{"json":{"constructor":{"prototype":{"role":"admin"}}}}',
  '{"json":{},"meta":{"values":{"prototype":["Date"]}}}',
])('refuses %s', (wire) => {
  expect(() => transformer.deserialize(JSON.parse(wire))).toThrow('a reserved name')
})

test('looks into the deepest input without falling over', () => {
  const deep = `{"json":${'{"a":'.repeat(40_000)}{"__proto__":1}${'}'.repeat(40_000)}}`
  expect(() => transformer.deserialize(JSON.parse(deep))).toThrow('a reserved name')
})
