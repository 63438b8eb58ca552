import { expect, test } from 'vitest'
import { recogniseKey } from './recognise-key.ts'

const rules = { upstreamIds: ['stability'], demoKeysOnly: false }
const demo = { ...rules, demoKeysOnly: true }

test.each([
  ['', { kind: 'empty' }],
  ['sk-abcdefghijklmnopqrstuvwxyz012345', { kind: 'known', upstreamId: 'stability' }],
  ['sk-sim-abcdef0123456789', { kind: 'known', upstreamId: 'stability' }],
  ['sk-ant-abcdefgh', { kind: 'foreign', vendor: 'Anthropic' }],
  ['sk-proj-abcdefgh', { kind: 'foreign', vendor: 'OpenAI' }],
  ['r8_abcdefgh', { kind: 'foreign', vendor: 'Replicate' }],
  ['something-else', { kind: 'unknown' }],
  ['sk-a b', { kind: 'malformed' }],
  ['sk-', { kind: 'malformed' }],
])('"%s" is %o', (key, result) => {
  expect(recogniseKey(key, rules)).toEqual(result)
})

test.each([
  ['sk-sim-abcdef0123456789', 'known'],
  ['sk-', 'malformed'],
  ['sk-abcdefghijklmnopqrstuvwxyz012345', 'real-in-demo'],
  ['sk-ant-abcdefgh', 'real-in-demo'],
  ['paste', 'real-in-demo'],
])('in the demo "%s" is %s', (key, kind) => {
  expect(recogniseKey(key, demo).kind).toBe(kind)
})

test('a vendor that is closed for deposits is foreign', () => {
  const closed = { ...rules, upstreamIds: [] }
  expect(recogniseKey('sk-abcdefghijklmnop', closed)).toEqual({
    kind: 'foreign',
    vendor: 'Stability AI',
  })
})

test('nothing that is returned holds any of the key', () => {
  const key = 'sk-sim-canary0123456789'
  expect(JSON.stringify(recogniseKey(key, rules))).not.toContain('canary')
})
