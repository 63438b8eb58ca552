import { expect, it } from 'vitest'
import { readableLine } from './readable-line.ts'

it.each([
  [
    '{"level":50,"msg":"procedure failed","err":{"message":"no such row","stack":"at …"}}',
    'procedure failed: no such row',
    true,
  ],
  ['{"level":"error","at":"start","error":"the database is away"}', 'the database is away', true],
  ['{"level":30,"msg":"claimed","tasks":3}', 'claimed', false],
  ['TypeError: x is not a function', 'TypeError: x is not a function', true],
  [
    'Error [ERR_MODULE_NOT_FOUND]: Cannot find module',
    'Error [ERR_MODULE_NOT_FOUND]: Cannot find module',
    true,
  ],
  ['listening', 'listening', false],
  ['{"half', '{"half', false],
  ['{"level":40}', '{"level":40}', false],
])('reads %s as %s', (line, text, isError) => {
  expect(readableLine(line)).toEqual({ text, isError })
})

it('cuts a line that would fill the screen', () => {
  expect(readableLine('x'.repeat(10_000)).text.length).toBeLessThan(500)
})
