import { expect, test } from 'vitest'
import { createHostRule } from './host-rule.ts'

const demo = createHostRule('http://localhost:3000', true)
const production = createHostRule('https://flow.example', false)

test.each(['localhost:3000', 'LOCALHOST:3000', '127.0.0.1:3000', '[::1]:3000', 'localhost:8080'])(
  'a demo answers to %s',
  (host) => expect(demo(host)).toBe(true),
)

test.each([
  'evil.example',
  'evil.example:3000',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  undefined,
])('a demo does not answer to %s', (host) => expect(demo(host)).toBe(false))

test('production answers to its public name alone', () => {
  expect(production('flow.example')).toBe(true)
  for (const host of ['localhost', '127.0.0.1:3000', 'www.flow.example'])
    expect(production(host)).toBe(false)
})
