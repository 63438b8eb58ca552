import { expect, test } from 'vitest'
import { createOriginRule } from './refuse-foreign.ts'

test.each([
  ['https://aetherflow.example', true],
  ['https://aetherflow.example.evil.test', false],
  ['http://aetherflow.example', false],
  ['https://aetherflow.example:8443', false],
  ['http://localhost:3000', false],
  ['null', false],
  ['', false],
])('in production %s may call: %s', (origin, allowed) => {
  expect(createOriginRule('https://aetherflow.example', false)(origin)).toBe(allowed)
})

test.each([
  ['http://127.0.0.1:3000', true],
  ['http://localhost:3000', true],
  ['http://[::1]:3000', true],
  ['http://localhost:3001', false],
  ['http://localhost.evil.test:3000', false],
  ['http://192.168.0.7:3000', false],
  ['null', false],
])('on one’s own machine %s may call: %s', (origin, allowed) => {
  expect(createOriginRule('http://127.0.0.1:3000', true)(origin)).toBe(allowed)
})
