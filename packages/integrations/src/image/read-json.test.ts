import { expect, it } from 'vitest'
import { z } from 'zod'
import { NumberText } from './parse-json-numbers-as-text.ts'
import { readJson } from './read-json.ts'

const schema = z.object({ id: z.string().max(20), cost: z.unknown().optional() })
const read = (text: string, options = {}) => readJson(Buffer.from(text), schema, options)

it('reads what has the shape, and nothing else', () => {
  expect(read('{"id":"a","cost":1,"more":[]}')).toEqual({ id: 'a', cost: 1 })
  for (const text of ['', 'null', '[]', '{"id":7}', '<html>', '{"id":"a"', '"id"', '{"id":"a"}}'])
    expect(read(text), text).toBeNull()
})

it('leaves numbers as their text where they are money', () => {
  const found = read('{"id":"a","cost":9007199254740993.1}', { numbersAsText: true })
  expect(found?.cost).toEqual(new NumberText('9007199254740993.1'))
})

it('survives depth, size, bad UTF-8, prototypes and repeated keys', () => {
  expect(read(`{"id":"a","cost":${'['.repeat(200_000)}`)).toBeNull()
  const deep = `{"id":"a","cost":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect(() => read(deep, { numbersAsText: true })).not.toThrow()
  expect(read(`{"id":"a"${' '.repeat(100)}}`, { maxBytes: 50 })).toBeNull()
  expect(readJson(Buffer.from([0x22, 0xff, 0x22]), z.string())).toBe('�')
  expect(read('{"__proto__":{"id":"a"}}')).toBeNull()
  expect(read('{"id":"a","id":"b"}')).toEqual({ id: 'b' })
})
